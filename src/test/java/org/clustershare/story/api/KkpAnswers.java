package org.clustershare.story.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * The answers that one version of KKP's generated clients decode. Those clients ignore members that
 * they do not know, and fail if a known one has another type.
 */
final class KkpAnswers {
  private final Map<String, Object> calls;
  private final Map<String, Map<String, Object>> definitions;
  private final Set<String> seen = new HashSet<>();

  private KkpAnswers(Map<String, Map<String, Object>> file) {
    this.calls = Optional.ofNullable(file.get("calls")).orElseThrow();
    this.definitions = definitions(Optional.ofNullable(file.get("definitions")).orElseThrow());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> definitions(Object map) {
    return (Map<String, Map<String, Object>>) map;
  }

  static KkpAnswers of(String version) {
    var file = Path.of("src/test/resources/kkp/answers-%s.yaml".formatted(version));
    try {
      return new KkpAnswers(new Yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The calls, such as {@code GET /api/v1/projects/{p}}. */
  Set<String> calls() {
    return calls.keySet();
  }

  /** A sentence for each part that the client of this version could not decode. */
  List<String> differences(String call, JsonValue answer) {
    var differences = new ArrayList<String>();
    compare(call, Optional.ofNullable(calls.get(call)).orElseThrow(), answer, differences);
    return differences;
  }

  /** The members of definitions that no answer has had, such as {@code Project.owners}. */
  Set<String> unseen() {
    var unseen = new HashSet<String>();
    definitions.forEach(
        (name, members) -> members.keySet().forEach(member -> unseen.add(name + "." + member)));
    unseen.removeAll(seen);
    return unseen;
  }

  private void compare(String path, Object type, JsonValue json, List<String> differences) {
    if (json.getValueType() == JsonValue.ValueType.NULL) {
      return; // Go decodes null as the zero value of each type.
    }
    if (type instanceof List<?> list) {
      if (json instanceof JsonArray array) {
        array.forEach(item -> compare(path + "[]", list.getFirst(), item, differences));
      } else {
        differences.add(path + " is no list");
      }
      return;
    }
    var definition = definitions.get(type);
    boolean fits =
        definition == null
            ? isPrimitive(String.valueOf(type), json)
            : fits(path, String.valueOf(type), definition, json, differences);
    if (!fits) {
      differences.add("%s is no %s: %s".formatted(path, type, json));
    }
  }

  private boolean fits(
      String path,
      String name,
      Map<String, Object> definition,
      JsonValue json,
      List<String> differences) {
    if (definition.get("enum") instanceof List<?> words) {
      seen.add(name + ".enum");
      return json instanceof JsonString text && words.contains(text.getString());
    }
    if (!(json instanceof JsonObject object)) {
      return false;
    }
    definition.forEach(
        (member, type) -> {
          var value = object.get(member);
          if (value != null) {
            seen.add(name + "." + member);
            compare(path + "." + member, type, value, differences);
          }
        });
    return true;
  }

  private static boolean isPrimitive(String type, JsonValue json) {
    return switch (type) {
      case "string" -> json instanceof JsonString;
      case "integer" -> json instanceof JsonNumber number && number.isIntegral();
      case "boolean" -> json.equals(JsonValue.TRUE) || json.equals(JsonValue.FALSE);
      case "date-time" -> json instanceof JsonString text && isTime(text.getString());
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() > 1;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
