package org.clustershare.story.driver;

import java.util.List;

/**
 * A way into the product, and who may use it: a call of the API or a page. Parameters in braces are
 * those that the walk knows.
 *
 * @param name method and address, such as {@code GET /api/v1/projects/{project_id}}
 * @param who the least that somebody must be
 * @param answer the status for those who may; a call that would change something is made so that it
 *     is refused only after the permission
 * @param body what is sent
 */
public record Endpoint(String name, Who who, int answer, String body) {
  /** The least that somebody must be to use a door. */
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

  /** Asked for under a condition that is not met. */
  public static final int LOST_RACE = 412;

  private static final String NO_KUBECONFIG = "{\"name\": \"c\", \"kubeconfig\": \"eA==\"}";

  /** Every one there is; {@code DoorsTest} fails when one is missing. */
  public static final List<Endpoint> ALL =
      List.of(
          door("GET /api/v1/me", Who.SIGNED_IN, 200),
          door("GET " + V1, Who.SIGNED_IN, 200),
          door("POST " + V1, Who.SIGNED_IN, 400),
          door("GET " + V1 + "/{project_id}", Who.VIEWER, 200),
          door("PUT " + V1 + "/{project_id}", Who.EDITOR, 400),
          // It has a cluster.
          door("DELETE " + V1 + "/{project_id}", Who.OWNER, 409),
          door("GET " + V1 + "/{project_id}/users", Who.VIEWER, 200),
          door("POST " + V1 + "/{project_id}/users", Who.OWNER, 400),
          door("PUT " + V1 + "/{project_id}/users/{user_id}", Who.OWNER, 400),
          // The last owner.
          door("DELETE " + V1 + "/{project_id}/users/{user_id}", Who.OWNER, 409),
          door("GET /api/v2/featuregates", Who.EVERYBODY, 200),
          door("GET /api/v2/cluster-access.yaml", Who.EVERYBODY, 200),
          door("GET /api/v2/cluster-access-service-account.yaml", Who.EVERYBODY, 200),
          door("GET " + V2 + "/access?subject=bob@example.com", Who.VIEWER, 200),
          // Nothing names dora there.
          door("DELETE " + V2 + "/access?subject=dora@example.com", Who.EDITOR, 200),
          door("GET /api/v2/people/changes", Who.ADMIN, 200),
          // Nothing in the body is no decision.
          door("POST /api/v2/people/changes/{id}", Who.ADMIN, 400),
          door("GET " + V2 + "/kubernetes/clusters", Who.VIEWER, 200),
          new Endpoint("POST " + V2 + "/kubernetes/clusters", Who.EDITOR, 400, NO_KUBECONFIG),
          door("GET " + IMPORTED, Who.VIEWER, 200),
          door("POST " + IMPORTED + "/check", Who.EDITOR, 200),
          door("PATCH " + IMPORTED, Who.EDITOR, LOST_RACE),
          door("PUT " + IMPORTED, Who.EDITOR, LOST_RACE),
          door("DELETE " + IMPORTED, Who.EDITOR, LOST_RACE),
          door("GET " + V2 + "/clusters", Who.VIEWER, 200),
          new Endpoint("POST " + V2 + "/clusters", Who.EDITOR, 400, NO_KUBECONFIG),
          door("GET " + IN_CLUSTER, Who.VIEWER, 200),
          door("POST " + IN_CLUSTER + "/check", Who.EDITOR, 200),
          door("PATCH " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          door("PUT " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          door("DELETE " + IN_CLUSTER, Who.EDITOR, LOST_RACE),
          door("GET " + IN_CLUSTER + "/renewal", Who.EDITOR, 200),
          // The administrator's certificate is one of a group.
          door("POST " + IN_CLUSTER + "/renewal", Who.EDITOR, 409),
          door("POST " + IN_CLUSTER + "/renewal/check", Who.EDITOR, 200),
          door("GET " + IN_CLUSTER + "/drift", Who.VIEWER, 200),
          door("POST " + IN_CLUSTER + "/reconcile", Who.EDITOR, 200),
          door("GET " + IN_CLUSTER + "/conditions", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/repairs", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/reconcile-mode", Who.VIEWER, 200),
          // Nothing in the body means the installation's mode, as it is.
          door("PUT " + IN_CLUSTER + "/reconcile-mode", Who.EDITOR, 200),
          door("GET " + IN_CLUSTER + "/oidckubeconfig", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/identity", Who.VIEWER, 200),
          // Nothing in the body means no prefixes, as it is.
          door("PUT " + IN_CLUSTER + "/identity", Who.EDITOR, 200),
          door("GET " + IN_CLUSTER + "/trust", Who.VIEWER, 200),
          door("POST " + IN_CLUSTER + "/trust", Who.EDITOR, 200),
          door("GET " + IN_CLUSTER + "/trust/setup", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/trust/setup/{id}", Who.VIEWER, 404),
          door("GET " + IN_CLUSTER + "/clusterroles", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/roles", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/clusterrolenames", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/rolenames", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/namespaces", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/clusterbindings", Who.VIEWER, 200),
          door("GET " + IN_CLUSTER + "/bindings", Who.VIEWER, 200),
          door("POST " + IN_CLUSTER + "/clusterroles/{role}/clusterbindings", Who.EDITOR, 400),
          door("DELETE " + IN_CLUSTER + "/clusterroles/{role}/clusterbindings", Who.EDITOR, 400),
          door("POST " + IN_CLUSTER + "/roles/{namespace}/{role}/bindings", Who.EDITOR, 400),
          door("DELETE " + IN_CLUSTER + "/roles/{namespace}/{role}/bindings", Who.EDITOR, 400),
          door("GET " + IN_CLUSTER + "/shares", Who.VIEWER, 200),
          door("POST " + IN_CLUSTER + "/shares", Who.EDITOR, 201),
          door("DELETE " + IN_CLUSTER + "/shares/{share_id}", Who.EDITOR, 404),
          door("GET /api/v1/kubeconfig", Who.EVERYBODY, 400),
          door("GET /api/v1/kubeconfig/download/{id}", Who.EVERYBODY, 410),
          door("GET /share/{1}", Who.EVERYBODY, 404),
          door("GET /download/{1}", Who.EVERYBODY, 410),
          door("GET /console/projects", Who.SIGNED_IN, 200),
          door("GET /console/people", Who.ADMIN, 200),
          door("GET /console/project/{project_id}", Who.VIEWER, 200),
          door("GET /console/members/{project_id}", Who.VIEWER, 200),
          door("GET /console/access/{project_id}", Who.VIEWER, 200),
          door("GET /console/bindings/{project_id}/{cluster_id}", Who.VIEWER, 200),
          door("GET /console/roles/{project_id}/{cluster_id}", Who.VIEWER, 200),
          door("GET /console/trust/{project_id}/{cluster_id}", Who.VIEWER, 200),
          door("GET /console/cluster/{project_id}/{cluster_id}", Who.VIEWER, 200),
          door("GET /console/cluster-settings/{project_id}/{cluster_id}", Who.EDITOR, 200),
          door("GET /home", Who.EVERYBODY, 200),
          door("GET /callback", Who.EVERYBODY, 400),
          door("POST /sign-out", Who.EVERYBODY, 303),
          door("GET /config.json", Who.EVERYBODY, 200),
          door("GET /error", Who.EVERYBODY, 404));

  private static Endpoint door(String name, Who who, int answer) {
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

  /** The door without the names of its parameters: what two ways of writing it have in common. */
  public String shape() {
    return name.replaceAll("\\{[^}]*}", "{}").replaceAll("\\?.*", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
