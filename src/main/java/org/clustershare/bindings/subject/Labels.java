package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.platform.json.JsonFactory;

/**
 * The labels of managed roles and bindings. {@link #COMPONENT} and its values are KKP's, so that
 * both products list the same objects.
 */
public final class Labels {
  public static final String COMPONENT = "component";

  /** Value of the role label: people can be bound to the role. */
  public static final String ROLE = "userClusterRole";

  /** Value of the binding label: Cluster Share manages the binding. */
  public static final String BINDING = "userClusterBinding";

  /** Names the tool that manages a Role (Kubernetes, "Recommended Labels"). */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String CLUSTER_SHARE = "cluster-share";

  /** Annotation of a copied Role: namespace and name of its source. */
  public static final String COPY_OF = "cluster-share/copy-of";

  /**
   * Marks the roles and bindings that the API server makes itself (Kubernetes, "Default roles and
   * role bindings").
   */
  public static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";

  private Labels() {}

  /** The label selector of {@link #COMPONENT} with this value. */
  public static String selector(String value) {
    return COMPONENT + "=" + value;
  }

  public static JsonObject of(String value) {
    return JsonFactory.object().add(COMPONENT, value).build();
  }

  public static JsonObject ofManagedRole() {
    return JsonFactory.object(of(ROLE)).add(MANAGED_BY, CLUSTER_SHARE).build();
  }

  /** Whether an object has the label {@link #COMPONENT} with this value. */
  public static boolean has(ObjectMeta metadata, String value) {
    return metadata.hasLabel(COMPONENT, value);
  }
}
