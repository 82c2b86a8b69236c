package org.clustershare.rbac.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.clustershare.platform.JsonFactory;

/** The labels by which roles and bindings that are offered here are known, as in KKP. */
final class Labels {
  static final String COMPONENT = "component";
  static final String ROLE = "userClusterRole";
  static final String BINDING = "userClusterBinding";

  /** Says on each Role that we keep who keeps it (Kubernetes, "Recommended Labels"). */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  static final String OURS = "cluster-share";

  /** Says on each copy of a Role where it comes from. */
  static final String COPY_OF = "cluster-share/copy-of";

  private Labels() {}

  static String selector(String value) {
    return COMPONENT + "=" + value;
  }

  static JsonObject of(String value) {
    return JsonFactory.object().add(COMPONENT, value).build();
  }

  static JsonObject ofOurRole() {
    return JsonFactory.object(of(ROLE)).add(MANAGED_BY, OURS).build();
  }

  static boolean has(JsonObject object, String value) {
    return has(object, COMPONENT, value);
  }

  static boolean has(JsonObject object, String label, String value) {
    return object.get("metadata") instanceof JsonObject metadata
        && metadata.getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT) instanceof JsonObject labels
        && value.equals(labels.getString(label, ""));
  }
}
