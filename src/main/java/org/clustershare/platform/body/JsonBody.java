package org.clustershare.platform.body;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.Locale;
import org.clustershare.platform.json.JsonBinding;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.json.JsonLimits;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body: JSON that stands for a record. A resource reads it after it has checked
 * permissions, so that strangers learn nothing from a body's problems; that is why the reader of
 * JAX-RS hands over this type instead of the record.
 *
 * @param <T> the record; its components are texts, booleans, records and lists of records, plain or
 *     {@link java.util.Optional}, with constraints of Jakarta Validation
 */
public final class JsonBody<T extends Record> {
  private final String text;
  private final Class<T> type;
  private @Nullable JsonObject parsed;

  private JsonBody(String text, Class<T> type) {
    this.text = text;
    this.type = type;
  }

  public static <T extends Record> JsonBody<T> of(String text, Class<T> type) {
    return new JsonBody<>(text, type);
  }

  /** The body as the client sent it. */
  public String text() {
    return text;
  }

  /** Whether the request has no body, or only white space. */
  public boolean isBlank() {
    return text.isBlank();
  }

  /**
   * The record. Null and the empty text count as absent.
   *
   * @param groups which constraints apply; none for the default ones
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} if the body is not one JSON object
   *     within {@link JsonLimits}, if it has a field that is unknown or of another kind, or if a
   *     constraint is violated; the detail names the field
   */
  public T value(Class<?>... groups) {
    var fields = RecordFields.of(type).check(object());
    var value = JsonBinding.read(fields.toString(), type);
    Holder.VALIDATOR.validate(value, groups).stream()
        .min(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .ifPresent(
            violation -> {
              throw new ProblemException(PlatformProblem.BAD_REQUEST, sentence(violation));
            });
    return value;
  }

  /**
   * Whether the body has a field, be it null.
   *
   * @param path the names of the objects around it, and its own
   */
  public boolean has(String... path) {
    var object = object();
    for (int i = 0; i < path.length - 1; i++) {
      if (!(object.get(path[i]) instanceof JsonObject inner)) {
        return false;
      }
      object = inner;
    }
    return object.containsKey(path[path.length - 1]);
  }

  private JsonObject object() {
    if (parsed == null) {
      parsed = parse(text);
    }
    return parsed;
  }

  private static JsonObject parse(String text) {
    if (!JsonLimits.allows(text)) {
      throw new ProblemException(PlatformProblem.BAD_REQUEST, "The body is not a JSON object.");
    }
    try (var parser = JsonFactory.parser(text)) {
      parser.next();
      var object = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonException("something follows the object");
      }
      return object;
    } catch (RuntimeException e) {
      // Any type: the parser throws IllegalStateException for a value of another kind.
      throw new ProblemException(e, PlatformProblem.BAD_REQUEST, "The body is not a JSON object.");
    }
  }

  private static String sentence(ConstraintViolation<?> violation) {
    String field = "";
    for (Path.Node node : violation.getPropertyPath()) {
      field = node.getName() == null ? field : node.getName();
    }
    return violation.getConstraintDescriptor().getAnnotation() instanceof NotNull
        ? "The body lacks the field %s.".formatted(field)
        : "The body's field %s %s.".formatted(field, violation.getMessage());
  }

  /** Created with the first body, because creation takes a few hundred milliseconds. */
  private static final class Holder {
    static final Validator VALIDATOR =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new PlainMessages())
            .buildValidatorFactory()
            .getValidator();
  }

  /** Messages of constraints as they stand: nothing in them is evaluated. */
  private static final class PlainMessages implements MessageInterpolator {
    @Override
    public String interpolate(String message, Context context) {
      return message;
    }

    @Override
    public String interpolate(String message, Context context, Locale locale) {
      return message;
    }
  }
}
