package org.clustershare.cluster.account;

import jakarta.json.JsonObject;
import org.clustershare.platform.json.JsonFactory;

/**
 * A right: one verb on one resource, as in Kubernetes' RBAC.
 *
 * @param group the API group; empty for the core group
 * @param resource in the plural; or a path such as {@code /metrics}
 * @param verb such as {@code list}
 * @param name the only object that the right covers; empty for all
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
public record AccessRight(String group, String resource, String verb, String name) {

  /** A SelfSubjectAccessReview for this right in all namespaces. */
  public JsonObject review() {
    var spec = JsonFactory.object();
    if (resource.startsWith("/")) {
      spec.add(
          "nonResourceAttributes", JsonFactory.object().add("path", resource).add("verb", verb));
    } else {
      var attributes =
          JsonFactory.object().add("group", group).add("resource", resource).add("verb", verb);
      if (!name.isEmpty()) {
        attributes.add("name", name);
      }
      spec.add("resourceAttributes", attributes);
    }
    return JsonFactory.object()
        .add("apiVersion", "authorization.k8s.io/v1")
        .add("kind", "SelfSubjectAccessReview")
        .add("spec", spec)
        .build();
  }

  /** Such as {@code escalate roles.rbac.authorization.k8s.io/namespace-viewer}. */
  @Override
  public String toString() {
    return verb
        + " "
        + resource
        + (group.isEmpty() ? "" : "." + group)
        + (name.isEmpty() ? "" : "/" + name);
  }
}
