package org.clustershare.platform.body;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * The fields of a request's record, and the kind of JSON value that each takes. JSON Binding itself
 * takes a number or true for a text, and passes over every field that it does not know.
 */
final class RecordFields {
  private static final int MAX_TYPING_ERRORS = 2;
  private static final int MAX_SHOWN_LENGTH = 60;

  private static final ClassValue<RecordFields> ALL =
      new ClassValue<>() {
        @Override
        protected RecordFields computeValue(Class<?> type) {
          return new RecordFields(type);
        }
      };

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Set<String> ignored;

  private RecordFields(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      types.put(component.getName(), withoutOptional(component.getGenericType()));
    }
    var annotation = type.getAnnotation(IgnoredFields.class);
    ignored = annotation == null ? Set.of() : Set.of(annotation.value());
  }

  static RecordFields of(Class<?> record) {
    return ALL.get(record);
  }

  /**
   * An object with what the record takes: without ignored fields, and without null and empty texts,
   * which count as absent.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} naming the field that is unknown
   *     or of another kind
   */
  JsonObject check(JsonObject json) {
    var checked = JsonFactory.object();
    json.forEach(
        (name, value) -> {
          if (types.containsKey(name)) {
            value(name, value).ifPresent(taken -> checked.add(name, taken));
          } else if (!ignored.contains(name)) {
            throw refused(unknown(name));
          }
        });
    return checked.build();
  }

  private Optional<JsonValue> value(String name, JsonValue value) {
    if (value.equals(JsonValue.NULL)) {
      return Optional.empty();
    }
    return switch (types.get(name)) {
      case Class<?> type when type == String.class -> {
        require(value instanceof JsonString, name, "a text");
        yield Optional.of(value).filter(text -> !((JsonString) text).getString().isEmpty());
      }
      case Class<?> type when type == boolean.class -> {
        require(
            value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE), name, "true or false");
        yield Optional.of(value);
      }
      case Class<?> type when type.isRecord() -> {
        require(value instanceof JsonObject, name, "an object");
        yield Optional.of(of(type).check(value.asJsonObject()));
      }
      case ParameterizedType list
          when list.getRawType() == List.class
              && list.getActualTypeArguments()[0] instanceof Class<?> entry -> {
        require(
            value instanceof JsonArray array
                && array.stream().allMatch(JsonObject.class::isInstance),
            name,
            "a list of objects");
        var entries = JsonFactory.array();
        value.asJsonArray().forEach(one -> entries.add(of(entry).check(one.asJsonObject())));
        yield Optional.of(entries.build());
      }
      case null, default -> throw new IllegalStateException("no request takes " + name);
    };
  }

  private String unknown(String name) {
    var shown =
        name.length() <= MAX_SHOWN_LENGTH ? name : name.substring(0, MAX_SHOWN_LENGTH) + "…";
    return nearest(shown)
        .map(meant -> "The body's field %s is unknown; did you mean %s?".formatted(shown, meant))
        .orElseGet(
            () ->
                "The body's field %s is unknown; this call takes %s."
                    .formatted(shown, String.join(", ", types.keySet())));
  }

  private Optional<String> nearest(String name) {
    return types.keySet().stream()
        .filter(known -> distance(known, name) <= MAX_TYPING_ERRORS)
        .min(Comparator.comparingInt(known -> distance(known, name)));
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  private static void require(boolean right, String field, String kind) {
    if (!right) {
      throw refused("The body's field %s must be %s.".formatted(field, kind));
    }
  }

  private static ProblemException refused(String sentence) {
    return new ProblemException(PlatformProblem.BAD_REQUEST, sentence);
  }

  private static Type withoutOptional(Type type) {
    return type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
        ? Arrays.asList(optional.getActualTypeArguments()).getFirst()
        : type;
  }
}
