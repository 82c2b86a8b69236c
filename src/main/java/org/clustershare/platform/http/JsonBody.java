package org.clustershare.platform.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * The body of a request: one JSON object whose fields are asked for by name and kind. Whatever is
 * not that becomes a problem that names the field.
 */
public final class JsonBody {
  private final JsonObject json;

  private JsonBody(JsonObject json) {
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} when it is not a JSON object
   */
  public static JsonBody of(String text) {
    try (var parser = JsonFactory.parser(text)) {
      parser.next();
      var object = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonException("something follows the object");
      }
      return new JsonBody(object);
    } catch (RuntimeException e) {
      // All kinds: too deep a nesting is a bare RuntimeException.
      throw new ProblemException(e, PlatformProblem.BAD_REQUEST, "The body is not a JSON object.");
    }
  }

  /** A field with a list of objects; empty when it is not there or null. */
  public List<JsonBody> objects(String field) {
    if (!json.containsKey(field) || json.isNull(field)) {
      return List.of();
    }
    if (json.get(field) instanceof JsonArray array
        && array.stream().allMatch(JsonObject.class::isInstance)) {
      return array.getValuesAs(JsonObject.class).stream().map(JsonBody::new).toList();
    }
    throw new ProblemException(
        PlatformProblem.BAD_REQUEST,
        "The body's field %s must be a list of objects.".formatted(field));
  }

  /** A field with an object; empty when it is not there or null. */
  public Optional<JsonBody> object(String field) {
    if (!json.containsKey(field) || json.isNull(field)) {
      return Optional.empty();
    }
    if (json.get(field) instanceof JsonObject object) {
      return Optional.of(new JsonBody(object));
    }
    throw new ProblemException(
        PlatformProblem.BAD_REQUEST, "The body's field %s must be an object.".formatted(field));
  }

  /** A field with a text; empty when it is not there, null or "". */
  public Optional<String> text(String field) {
    if (!json.containsKey(field) || json.isNull(field)) {
      return Optional.empty();
    }
    if (json.get(field) instanceof JsonString text) {
      return Optional.of(text.getString()).filter(value -> !value.isEmpty());
    }
    throw new ProblemException(
        PlatformProblem.BAD_REQUEST, "The body's field %s must be a text.".formatted(field));
  }

  /** Whether the field is there, be it null. */
  public boolean has(String field) {
    return json.containsKey(field);
  }

  /** A field with true or false; false when it is not there. */
  public boolean flag(String field) {
    if (!json.containsKey(field) || json.isNull(field)) {
      return false;
    }
    return switch (json.get(field).getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default ->
          throw new ProblemException(
              PlatformProblem.BAD_REQUEST,
              "The body's field %s must be true or false.".formatted(field));
    };
  }

  /** A field with a text that must be there. */
  public String requireText(String field) {
    return text(field)
        .orElseThrow(
            () ->
                new ProblemException(
                    PlatformProblem.BAD_REQUEST, "The body lacks the field %s.".formatted(field)));
  }
}
