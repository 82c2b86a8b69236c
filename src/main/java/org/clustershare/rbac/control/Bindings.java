package org.clustershare.rbac.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.clustershare.cluster.kubernetes.ApiPath;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterRefusedException;
import org.clustershare.platform.problem.ProblemException;

/**
 * Who is bound to which role in a cluster. The cluster is the truth: nothing is kept here. Every
 * write names the state that it saw (resourceVersion) and begins anew when somebody was faster, so
 * that no change is lost.
 */
@ApplicationScoped
public class Bindings {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final int TRIES = 100;
  private static final int LONGEST_PAUSE_MILLIS = 400;
  private static final int PREFIX_LENGTH = 10;
  private static final int NAMES = 5;

  /** The roles that are offered in the whole cluster. */
  public List<JsonObject> clusterRoles(ClusterApi api) {
    return api.list(ApiPath.of("apis", GROUP, "v1", "clusterroles"), Labels.selector(Labels.ROLE));
  }

  /** The roles that are offered in namespaces. */
  public List<JsonObject> roles(ClusterApi api) {
    return api.list(ApiPath.of("apis", GROUP, "v1", "roles"), Labels.selector(Labels.ROLE));
  }

  /** The bindings that are managed here, in the whole cluster. */
  public List<JsonObject> clusterBindings(ClusterApi api) {
    return api.list(RoleScope.cluster().bindingsPath(), Labels.selector(Labels.BINDING));
  }

  /** The bindings that are managed here, in namespaces. */
  public List<JsonObject> bindings(ClusterApi api) {
    return api.list(
        ApiPath.of("apis", GROUP, "v1", "rolebindings"), Labels.selector(Labels.BINDING));
  }

  public List<JsonObject> namespaces(ClusterApi api) {
    return api.list(ApiPath.of("api", "v1", "namespaces"), "");
  }

  /**
   * Binds somebody to a role; makes the binding when there is none.
   *
   * @return the binding after the change
   * @throws ProblemException {@link RbacProblem#ROLE_UNKNOWN}, {@link RbacProblem#ALREADY_BOUND}
   */
  public JsonObject bind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    requireRole(api, scope, role);
    return retrying(
        () -> {
          var bindings = of(api, scope, role);
          if (bindings.stream().anyMatch(binding -> holds(binding, subject))) {
            throw new ProblemException(
                RbacProblem.ALREADY_BOUND, subject.json().getString("name"), role);
          }
          return bindings.isEmpty()
              ? make(api, scope, role, subject)
              : replaceSubjects(api, scope, bindings.get(0), with(bindings.get(0), subject));
        });
  }

  /** Binds somebody to a role unless they are. */
  void ensure(ClusterApi api, RoleScope scope, String role, Subject subject) {
    try {
      bind(api, scope, role, subject);
    } catch (ProblemException e) {
      if (e.type() != RbacProblem.ALREADY_BOUND) {
        throw e;
      }
    }
  }

  /**
   * Removes somebody from a role.
   *
   * @return the binding after the change, also when that subject was not in it
   * @throws ProblemException {@link RbacProblem#ROLE_UNKNOWN}, {@link RbacProblem#BINDING_UNKNOWN}
   */
  public JsonObject unbind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    requireRole(api, scope, role);
    return retrying(
        () -> {
          var bindings = of(api, scope, role);
          if (bindings.isEmpty()) {
            throw new ProblemException(RbacProblem.BINDING_UNKNOWN, role);
          }
          var result = bindings.get(0);
          for (var binding : bindings) {
            if (holds(binding, subject)) {
              result = replaceSubjects(api, scope, binding, without(binding, subject));
            }
          }
          return result;
        });
  }

  private static void requireRole(ClusterApi api, RoleScope scope, String role) {
    var found =
        scope.isName() && ApiPath.isName(role)
            ? api.find(scope.rolePath(role))
            : Optional.<JsonObject>empty();
    if (found.filter(object -> Labels.has(object, Labels.ROLE)).isEmpty()) {
      throw new ProblemException(RbacProblem.ROLE_UNKNOWN, role);
    }
  }

  private static List<JsonObject> of(ClusterApi api, RoleScope scope, String role) {
    return api.list(scope.bindingsPath(), Labels.selector(Labels.BINDING)).stream()
        .filter(
            binding -> {
              var ref = binding.getJsonObject("roleRef");
              return role.equals(ref.getString("name", ""))
                  && scope.roleKind().equals(ref.getString("kind", ""));
            })
        .sorted(Comparator.comparing(b -> b.getJsonObject("metadata").getString("name")))
        .toList();
  }

  private static JsonObject make(ClusterApi api, RoleScope scope, String role, Subject subject) {
    for (int number = 1; ; number++) {
      var name = bindingName(role, number);
      try {
        return api.create(scope.bindingsPath(), binding(scope, name, role, subject));
      } catch (ClusterRefusedException e) {
        if (e.notFound()) {
          throw new ProblemException(e, RbacProblem.ROLE_UNKNOWN, role); // with its namespace
        }
        if (!e.conflict() || number == NAMES || isManaged(api, scope, name)) {
          throw e;
        }
        // Somebody took our label off the binding of this name: it is theirs now.
      }
    }
  }

  private static boolean isManaged(ClusterApi api, RoleScope scope, String name) {
    return api.find(scope.bindingsPath() + ApiPath.of(name))
        .filter(binding -> !Labels.has(binding, Labels.BINDING))
        .isEmpty();
  }

  private static JsonObject replaceSubjects(
      ClusterApi api, RoleScope scope, JsonObject binding, JsonArray subjects) {
    var path =
        scope.bindingsPath() + ApiPath.of(binding.getJsonObject("metadata").getString("name"));
    return api.replace(path, Json.createObjectBuilder(binding).add("subjects", subjects).build());
  }

  /** A binding's subjects; Kubernetes leaves the field out when there are none. */
  public static JsonArray subjects(JsonObject binding) {
    return binding.get("subjects") instanceof JsonArray subjects
        ? subjects
        : JsonValue.EMPTY_JSON_ARRAY;
  }

  private static boolean holds(JsonObject binding, Subject subject) {
    return subjects(binding).getValuesAs(JsonObject.class).stream().anyMatch(subject::is);
  }

  private static JsonArray with(JsonObject binding, Subject subject) {
    return Json.createArrayBuilder(subjects(binding)).add(subject.json()).build();
  }

  private static JsonArray without(JsonObject binding, Subject subject) {
    var left = Json.createArrayBuilder();
    subjects(binding).getValuesAs(JsonObject.class).stream()
        .filter(entry -> !subject.is(entry))
        .forEach(left::add);
    return left.build();
  }

  private static JsonObject binding(RoleScope scope, String name, String role, Subject subject) {
    return Json.createObjectBuilder()
        .add("apiVersion", GROUP + "/v1")
        .add("kind", scope.bindingKind())
        .add(
            "metadata",
            Json.createObjectBuilder().add("name", name).add("labels", Labels.of(Labels.BINDING)))
        .add(
            "roleRef",
            Json.createObjectBuilder()
                .add("apiGroup", GROUP)
                .add("kind", scope.roleKind())
                .add("name", role))
        .add("subjects", Json.createArrayBuilder().add(subject.json()))
        .build();
  }

  /**
   * Looks as in KKP, ten characters and the role, but is the same each time: of two writers who
   * make a binding at once, one is told that it exists.
   */
  private static String bindingName(String role, int number) {
    var seed = number == 1 ? role : number + ":" + role;
    var hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits()).substring(0, PREFIX_LENGTH)
        + ":"
        + role;
  }

  private static JsonObject retrying(Supplier<JsonObject> change) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        return change.get();
      } catch (ClusterRefusedException e) {
        if (!e.conflict() && !e.notFound()) {
          throw e;
        }
        pause(attempt);
      }
    }
    throw new ProblemException(RbacProblem.TOO_MANY_WRITERS);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(Math.min(20 * attempt, LONGEST_PAUSE_MILLIS)) + 1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(e, RbacProblem.TOO_MANY_WRITERS);
    }
  }
}
