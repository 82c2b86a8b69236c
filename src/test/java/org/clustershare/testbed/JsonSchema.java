package org.clustershare.testbed;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schemas of a description of an API, and whether JSON is as they say: kinds of values, names
 * of members, required members, references.
 */
public final class JsonSchema {
  private static final String REFERENCE = "$ref";
  private static final String PREFIX = "#/components/schemas/";

  private static final Map<JsonValue.ValueType, String> TYPES =
      Map.of(
          JsonValue.ValueType.OBJECT, "object",
          JsonValue.ValueType.ARRAY, "array",
          JsonValue.ValueType.STRING, "string",
          JsonValue.ValueType.NUMBER, "integer",
          JsonValue.ValueType.TRUE, "boolean",
          JsonValue.ValueType.FALSE, "boolean",
          JsonValue.ValueType.NULL, "null");

  private final JsonObject schemas;

  /** The schemas of a description. */
  public JsonSchema(JsonObject description) {
    this.schemas = description.getJsonObject("components").getJsonObject("schemas");
  }

  /** The schema that a reference names; another one stays as it is. */
  public JsonObject resolved(JsonObject schema) {
    if (!schema.containsKey(REFERENCE)) {
      return schema;
    }
    var name = schema.getString(REFERENCE);
    if (!name.startsWith(PREFIX) || !schemas.containsKey(name.substring(PREFIX.length()))) {
      throw new IllegalArgumentException("no schema: " + name);
    }
    return schemas.getJsonObject(name.substring(PREFIX.length()));
  }

  /** A sentence for each difference. */
  public List<String> differences(JsonObject schema, JsonValue json) {
    var differences = new ArrayList<String>();
    compare("$", resolved(schema), json, differences);
    return differences;
  }

  private void compare(String path, JsonObject schema, JsonValue json, List<String> differences) {
    var type = schema.getString("type", "nothing");
    if (!type.equals(TYPES.get(json.getValueType()))) {
      differences.add("%s is %s, not %s".formatted(path, TYPES.get(json.getValueType()), type));
    } else if (json instanceof JsonArray array) {
      var items = resolved(schema.getJsonObject("items"));
      for (int i = 0; i < array.size(); i++) {
        compare(path + "[" + i + "]", items, array.get(i), differences);
      }
    } else if (json instanceof JsonObject object) {
      compareMembers(path, schema, object, differences);
    }
  }

  private void compareMembers(
      String path, JsonObject schema, JsonObject object, List<String> differences) {
    if (schema.containsKey("description")) {
      return; // An object of Kubernetes, of any form.
    }
    var properties =
        schema.containsKey("properties")
            ? schema.getJsonObject("properties")
            : JsonValue.EMPTY_JSON_OBJECT;
    object.forEach(
        (name, value) -> {
          var member =
              properties.containsKey(name)
                  ? properties.getJsonObject(name)
                  : schema.getJsonObject("additionalProperties");
          if (member == null) {
            differences.add("%s has %s, which is not described".formatted(path, name));
          } else {
            compare(path + "." + name, resolved(member), value, differences);
          }
        });
    if (schema.containsKey("required")) {
      schema.getJsonArray("required").getValuesAs(jakarta.json.JsonString::getString).stream()
          .filter(name -> !object.containsKey(name))
          .forEach(name -> differences.add("%s lacks %s".formatted(path, name)));
    }
  }
}
