package org.clustershare.kubernetes.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.clustershare.platform.json.JsonFactory;

/**
 * A Role or ClusterRole of rbac.authorization.k8s.io/v1.
 *
 * @param json all fields, as far as the mask of the read kept them
 */
public record Role(JsonObject json) {
  public ObjectMeta metadata() {
    return ObjectMeta.of(json);
  }

  /** The policy rules; the API server omits the field when there are none. */
  public JsonArray rules() {
    return json.get("rules") instanceof JsonArray rules ? rules : JsonValue.EMPTY_JSON_ARRAY;
  }

  /** This role with other rules. */
  public Role withRules(JsonArray rules) {
    return new Role(JsonFactory.object(json).add("rules", rules).build());
  }
}
