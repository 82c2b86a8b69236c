package org.clustershare.kubernetes.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * The metadata of a Kubernetes object. An API server can answer with anything, so a field that is
 * missing or of another type reads as empty.
 *
 * @param json all fields, as far as the mask of the read kept them
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/">ObjectMeta</a>
 */
public record ObjectMeta(JsonObject json) {
  /** The metadata of an object; without fields when the object has none. */
  public static ObjectMeta of(JsonObject object) {
    return new ObjectMeta(object(object, "metadata"));
  }

  static JsonObject object(JsonObject parent, String field) {
    return parent.get(field) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
  }

  public String name() {
    return json.getString("name", "");
  }

  /** Empty for objects that belong to no namespace. */
  public Optional<String> namespace() {
    return Optional.of(json.getString("namespace", "")).filter(name -> !name.isEmpty());
  }

  public String uid() {
    return json.getString("uid", "");
  }

  public String resourceVersion() {
    return json.getString("resourceVersion", "");
  }

  public String creationTimestamp() {
    return json.getString("creationTimestamp", "");
  }

  /** Whether the API server deletes the object as soon as its finalizers allow that. */
  public boolean isBeingDeleted() {
    return json.containsKey("deletionTimestamp");
  }

  public boolean hasLabel(String label) {
    return object(json, "labels").containsKey(label);
  }

  public boolean hasLabel(String label, String value) {
    return value.equals(object(json, "labels").getString(label, ""));
  }

  /**
   * Whether a field manager owns fields of the object ({@code managedFields}).
   *
   * @see <a
   *     href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management">Field
   *     management</a>
   */
  public boolean hasFieldManager(String manager) {
    return json.get("managedFields") instanceof JsonArray entries
        && entries.stream()
            .anyMatch(
                entry ->
                    entry instanceof JsonObject object
                        && manager.equals(object.getString("manager", "")));
  }
}
