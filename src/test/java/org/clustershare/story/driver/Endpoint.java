package org.clustershare.story.driver;

import java.util.List;

/**
 * A call of the API or a page, with the role that it needs. {@code PermissionsKT} fills in the
 * parameters in braces.
 *
 * @param name method and address, such as {@code GET /api/v1/projects/{project_id}}
 * @param who the lowest role that may use it
 * @param answer the status for callers with this role; a call that would change something is made
 *     so that it fails only after the check of the permission
 * @param body the request's body
 */
public record Endpoint(String name, Who who, int answer, String body) {
  /** Roles, each with the rights of those before it. */
  public enum Who {
    EVERYBODY,
    SIGNED_IN,
    VIEWER,
    EDITOR,
    OWNER,
    ADMIN
  }

  private static final String V1 = "/api/v1/projects";
  private static final String V2 = "/api/v2/projects/{project_id}";
  private static final String IN_CLUSTER = V2 + "/clusters/{cluster_id}";
  private static final String IMPORTED = V2 + "/kubernetes/clusters/{cluster_id}";

  /** The status when a condition of the request is not met. */
  public static final int LOST_RACE = 412;

  private static final String NO_KUBECONFIG = "{\"name\": \"c\", \"kubeconfig\": \"eA==\"}";

  /** Every one; {@code EndpointInventoryTest} fails when one is missing. */
  public static final List<Endpoint> ALL =
      List.of(
          endpoint("GET /api/v1/me", Who.SIGNED_IN, 200),
          endpoint("GET /api/v1/version", Who.SIGNED_IN, 200),
          endpoint("GET /api/v1/healthz", Who.EVERYBODY, 200),
          endpoint("GET /api/v2/users", Who.ADMIN, 200),
          endpoint("GET " + V1, Who.SIGNED_IN, 200),
          endpoint("POST " + V1, Who.SIGNED_IN, 400),
          endpoint("GET " + V1 + "/{project_id}", Who.VIEWER, 200),
          endpoint("PUT " + V1 + "/{project_id}", Who.EDITOR, 400),
          // It has a cluster.
          endpoint("DELETE " + V1 + "/{project_id}", Who.OWNER, 409),
          endpoint("GET " + V1 + "/{project_id}/users", Who.VIEWER, 200),
          endpoint("POST " + V1 + "/{project_id}/users", Who.OWNER, 400),
          endpoint("PUT " + V1 + "/{project_id}/users/{user_id}", Who.OWNER, 400),
          // The last owner.
          endpoint("DELETE " + V1 + "/{project_id}/users/{user_id}", Who.OWNER, 409),
          endpoint("GET /api/v2/featuregates", Who.EVERYBODY, 200),
          endpoint("GET /api/v2/cluster-access.yaml", Who.EVERYBODY, 200),
          endpoint("GET /api/v2/cluster-access-service-account.yaml", Who.EVERYBODY, 200),
          endpoint("GET " + V2 + "/access?subject=bob@example.com", Who.VIEWER, 200),
          // Nothing names dora there.
          endpoint("DELETE " + V2 + "/access?subject=dora@example.com", Who.EDITOR, 200),
          endpoint("GET " + V2 + "/activity", Who.OWNER, 200),
          endpoint("GET /api/v2/activity", Who.ADMIN, 200),
          endpoint("GET /api/v2/people/changes", Who.ADMIN, 200),
          // Nothing in the body is no decision.
          endpoint("POST /api/v2/people/changes/{id}", Who.ADMIN, 400),
          endpoint("GET " + V2 + "/kubernetes/clusters", Who.VIEWER, 200),
          new Endpoint("POST " + V2 + "/kubernetes/clusters", Who.EDITOR, 400, NO_KUBECONFIG),
          endpoint("GET " + IMPORTED, Who.VIEWER, 200),
          endpoint("POST " + IMPORTED + "/check", Who.EDITOR, 200),
          endpoint("PATCH " + IMPORTED, Who.EDITOR, LOST_RACE),
          endpoint("PUT " + IMPORTED, Who.EDITOR, LOST_RACE),
          endpoint("DELETE " + IMPORTED, Who.EDITOR, LOST_RACE),
          endpoint("GET " + V2 + "/clusters", Who.VIEWER, 200),
          new Endpoint("POST " + V2 + "/clusters", Who.EDITOR, 400, NO_KUBECONFIG),
          endpoint("GET " + IN_CLUSTER, Who.VIEWER, 200),
          endpoint("POST " + IN_CLUSTER + "/check", Who.EDITOR, 200),
          endpoint("PATCH " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          endpoint("PUT " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          endpoint("DELETE " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          endpoint("GET " + IMPORTED + "/health", Who.VIEWER, 200),
          endpoint("GET " + IMPORTED + "/oidc", Who.VIEWER, 200),
          // No role gets the administrator's kubeconfig.
          endpoint("GET " + IMPORTED + "/kubeconfig", Who.VIEWER, 403),
          endpoint("GET " + IN_CLUSTER + "/health", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/oidc", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/kubeconfig", Who.VIEWER, 403),
          endpoint("GET " + IN_CLUSTER + "/renewal", Who.EDITOR, 200),
          // The administrator's certificate is one of a group.
          endpoint("POST " + IN_CLUSTER + "/renewal", Who.EDITOR, 409),
          endpoint("POST " + IN_CLUSTER + "/renewal/check", Who.EDITOR, 200),
          endpoint("GET " + IN_CLUSTER + "/drift", Who.VIEWER, 200),
          endpoint("POST " + IN_CLUSTER + "/reconcile", Who.EDITOR, 200),
          endpoint("GET " + IN_CLUSTER + "/conditions", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/repairs", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/reconcile-mode", Who.VIEWER, 200),
          // Nothing in the body means the installation's mode, as it is.
          endpoint("PUT " + IN_CLUSTER + "/reconcile-mode", Who.EDITOR, 200),
          endpoint("GET " + IN_CLUSTER + "/oidckubeconfig", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/identity", Who.VIEWER, 200),
          // Nothing in the body means no prefixes, as it is.
          endpoint("PUT " + IN_CLUSTER + "/identity", Who.EDITOR, 200),
          endpoint("GET " + IN_CLUSTER + "/trust", Who.VIEWER, 200),
          endpoint("POST " + IN_CLUSTER + "/trust", Who.EDITOR, 200),
          endpoint("GET " + IN_CLUSTER + "/trust/setup", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/trust/setup/{id}", Who.VIEWER, 404),
          endpoint("GET " + IN_CLUSTER + "/clusterroles", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/roles", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/clusterrolenames", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/rolenames", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/namespaces", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/clusterbindings", Who.VIEWER, 200),
          endpoint("GET " + IN_CLUSTER + "/bindings", Who.VIEWER, 200),
          endpoint("POST " + IN_CLUSTER + "/clusterroles/{role}/clusterbindings", Who.EDITOR, 400),
          endpoint(
              "DELETE " + IN_CLUSTER + "/clusterroles/{role}/clusterbindings", Who.EDITOR, 400),
          endpoint("POST " + IN_CLUSTER + "/roles/{namespace}/{role}/bindings", Who.EDITOR, 400),
          endpoint("DELETE " + IN_CLUSTER + "/roles/{namespace}/{role}/bindings", Who.EDITOR, 400),
          endpoint("GET " + IN_CLUSTER + "/shares", Who.VIEWER, 200),
          endpoint("POST " + IN_CLUSTER + "/shares", Who.EDITOR, 201),
          endpoint("DELETE " + IN_CLUSTER + "/shares/{share_id}", Who.EDITOR, 404),
          endpoint("GET /api/v1/kubeconfig", Who.EVERYBODY, 400),
          endpoint("GET /api/v1/kubeconfig/download/{id}", Who.EVERYBODY, 410),
          endpoint("GET /share/{1}", Who.EVERYBODY, 404),
          endpoint("GET /download/{1}", Who.EVERYBODY, 410),
          endpoint("GET /console/projects", Who.SIGNED_IN, 200),
          endpoint("GET /console/people", Who.ADMIN, 200),
          endpoint("GET /console/project/{project_id}", Who.VIEWER, 200),
          endpoint("GET /console/members/{project_id}", Who.VIEWER, 200),
          endpoint("GET /console/activity/{project_id}", Who.OWNER, 200),
          endpoint("GET /console/access/{project_id}", Who.VIEWER, 200),
          endpoint("GET /console/bindings/{project_id}/{cluster_id}", Who.VIEWER, 200),
          endpoint("GET /console/roles/{project_id}/{cluster_id}", Who.VIEWER, 200),
          endpoint("GET /console/trust/{project_id}/{cluster_id}", Who.VIEWER, 200),
          endpoint("GET /console/cluster/{project_id}/{cluster_id}", Who.VIEWER, 200),
          endpoint("GET /console/cluster-settings/{project_id}/{cluster_id}", Who.EDITOR, 200),
          endpoint("GET /home", Who.EVERYBODY, 200),
          endpoint("GET /callback", Who.EVERYBODY, 400),
          // A HEAD would end the sign-in of a GET that follows.
          endpoint("HEAD /callback", Who.EVERYBODY, 405),
          endpoint("POST /sign-out", Who.EVERYBODY, 303),
          endpoint("GET /config.json", Who.EVERYBODY, 200),
          endpoint("GET /config/config.json", Who.EVERYBODY, 200),
          endpoint("GET /error", Who.EVERYBODY, 404));

  private static Endpoint endpoint(String name, Who who, int answer) {
    return new Endpoint(name, who, answer, "{}");
  }

  public String method() {
    return name.substring(0, name.indexOf(' '));
  }

  public String address() {
    return name.substring(name.indexOf(' ') + 1);
  }

  public boolean isApi() {
    return address().startsWith("/api/");
  }

  public boolean isConsole() {
    return address().startsWith("/console/");
  }

  /** The name without those of parameters: what two ways of writing it have in common. */
  public String shape() {
    return name.replaceAll("\\{[^}]*}", "{}").replaceAll("\\?.*", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
