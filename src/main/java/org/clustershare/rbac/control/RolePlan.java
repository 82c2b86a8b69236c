package org.clustershare.rbac.control;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.clustershare.cluster.kubernetes.ApiPath;
import org.clustershare.rbac.control.ObservedRoles.ObservedRole;
import org.clustershare.rbac.control.ObservedRoles.RoleKey;

/**
 * What has to change in a cluster so that it has the default roles: a pure function of what should
 * be and what is. Empty when nothing has to.
 *
 * @param steps in the order in which they are carried out
 * @param conflicts Roles with the name of one of ours that somebody else made; they are left alone
 */
public record RolePlan(List<Step> steps, List<String> conflicts) {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final List<String> RULE_FIELDS =
      List.of("apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs");

  /** One server-side apply. */
  public sealed interface Step {
    String path();

    JsonObject body();

    /** Why, for readers of logs and pages. */
    String reason();
  }

  /** Gives a ClusterRole of Kubernetes' own our label, and nothing else. */
  record LabelClusterRole(String name) implements Step {
    @Override
    public String path() {
      return ApiPath.of("apis", GROUP, "v1", "clusterroles", name);
    }

    @Override
    public JsonObject body() {
      return Json.createObjectBuilder()
          .add("apiVersion", GROUP + "/v1")
          .add("kind", "ClusterRole")
          .add(
              "metadata",
              Json.createObjectBuilder().add("name", name).add("labels", Labels.of(Labels.ROLE)))
          .build();
    }

    @Override
    public String reason() {
      return "ClusterRole %s lacks the label".formatted(name);
    }
  }

  /** Makes a Role, or puts it back to what it should be. */
  record ApplyRole(String namespace, String name, JsonObject body, String reason) implements Step {
    @Override
    public String path() {
      return ApiPath.of("apis", GROUP, "v1", "namespaces", namespace, "roles", name);
    }
  }

  static RolePlan of(DefaultRoles desired, ObservedRoles observed) {
    var steps = new ArrayList<Step>();
    var conflicts = new ArrayList<String>();
    for (var name : new TreeSet<>(desired.labelled())) {
      if (Boolean.FALSE.equals(observed.clusterRoles().get(name))) {
        steps.add(new LabelClusterRole(name));
      }
    }
    for (var namespace : new TreeSet<>(observed.namespaces())) {
      for (var name : new TreeSet<>(desired.namespaced().keySet())) {
        var found = Optional.ofNullable(observed.roles().get(new RoleKey(namespace, name)));
        if (found.isPresent() && !found.get().ours()) {
          conflicts.add(namespace + "/" + name);
        } else {
          var body = desired.role(name, namespace);
          reason(found, body.getJsonArray("rules"))
              .ifPresent(
                  reason ->
                      steps.add(
                          new ApplyRole(
                              namespace,
                              name,
                              body,
                              "Role %s/%s %s".formatted(namespace, name, reason))));
        }
      }
    }
    return new RolePlan(List.copyOf(steps), List.copyOf(conflicts));
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Whether rules allow the same. Fields that a newer Kubernetes adds by itself do not count, or we
   * would fight it for ever; a field that is empty is one that is not there.
   */
  private static boolean same(JsonArray found, JsonArray wanted) {
    if (found.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!(found.get(i) instanceof JsonObject there)
          || !(wanted.get(i) instanceof JsonObject ours)
          || RULE_FIELDS.stream()
              .anyMatch(field -> !texts(there, field).equals(texts(ours, field)))) {
        return false;
      }
    }
    return true;
  }

  private static JsonArray texts(JsonObject rule, String field) {
    return rule.get(field) instanceof JsonArray texts ? texts : JsonValue.EMPTY_JSON_ARRAY;
  }

  private static Optional<String> reason(Optional<ObservedRole> found, JsonArray rules) {
    if (found.isEmpty()) {
      return Optional.of("is missing");
    }
    if (!found.get().labelled()) {
      return Optional.of("lacks the label");
    }
    return same(found.get().rules(), rules) ? Optional.empty() : Optional.of("was changed");
  }
}
