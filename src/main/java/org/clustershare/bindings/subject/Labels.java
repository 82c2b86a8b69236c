package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.clustershare.platform.json.JsonFactory;

/** The labels by which roles and bindings that are offered here are known, as in KKP. */
public final class Labels {
  public static final String COMPONENT = "component";
  public static final String ROLE = "userClusterRole";
  public static final String BINDING = "userClusterBinding";

  /** Says on each Role that we keep who keeps it (Kubernetes, "Recommended Labels"). */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String OURS = "cluster-share";

  /** Says on each copy of a Role where it comes from. */
  public static final String COPY_OF = "cluster-share/copy-of";

  /**
   * Marks the roles and bindings that the API server makes itself (Kubernetes, "Default roles and
   * role bindings").
   */
  public static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";

  private Labels() {}

  public static String selector(String value) {
    return COMPONENT + "=" + value;
  }

  public static JsonObject of(String value) {
    return JsonFactory.object().add(COMPONENT, value).build();
  }

  public static JsonObject ofOurRole() {
    return JsonFactory.object(of(ROLE)).add(MANAGED_BY, OURS).build();
  }

  public static boolean has(JsonObject object, String value) {
    return has(object, COMPONENT, value);
  }

  public static boolean has(JsonObject object, String label, String value) {
    return object.get("metadata") instanceof JsonObject metadata
        && metadata.getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT) instanceof JsonObject labels
        && value.equals(labels.getString(label, ""));
  }
}
