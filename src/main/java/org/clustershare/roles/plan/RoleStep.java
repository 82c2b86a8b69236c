package org.clustershare.roles.plan;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.ObservedRoles.Preconditions;

/** One change of a plan: an action on an object, with its body and its reason. */
public sealed interface RoleStep {
  /** The action, as the API writes it. */
  enum Action {
    APPLY,
    DELETE,
    LABEL,
    UNLABEL,
    BIND,
    UNBIND
  }

  /** The reason for a step. */
  enum Reason {
    MISSING("status.missing"),
    UNLABELLED("status.unlabelled"),
    CHANGED("status.changed"),
    SOURCE_GONE("status.source-gone"),
    RESERVED("status.reserved"),
    NOT_DEFAULT("status.not-default"),
    OWNER_NOT_BOUND("status.owner-not-bound"),
    OWNER_CHANGED("status.owner-changed");

    /** The key of the explanation, whose argument is the object. */
    private final String key;

    Reason(String key) {
      this.key = key;
    }
  }

  /** Creates a Role, or restores its rules and labels. */
  record ApplyRole(String namespace, String name, JsonArray rules, Reason reason)
      implements RoleStep {}

  /** Deletes a managed Role that has no source any more, exactly in the version that was read. */
  record DeleteRole(String namespace, String name, Preconditions preconditions, Reason reason)
      implements RoleStep {}

  /** Gives a ClusterRole of Kubernetes the role label, and nothing else. */
  record LabelClusterRole(String name) implements RoleStep {
    @Override
    public Reason reason() {
      return Reason.UNLABELLED;
    }
  }

  /** Removes the role label: an apply without a field that its manager owns removes the field. */
  record UnlabelClusterRole(String name) implements RoleStep {
    @Override
    public Reason reason() {
      return Reason.NOT_DEFAULT;
    }
  }

  /** Binds the owner to the owner's role. */
  record BindOwner(String role, String email, Subject subject) implements RoleStep {
    @Override
    public Reason reason() {
      return Reason.OWNER_NOT_BOUND;
    }
  }

  /** Removes the former owner from the owner's role. */
  record UnbindOwner(String role, String email, Subject subject) implements RoleStep {
    @Override
    public Reason reason() {
      return Reason.OWNER_CHANGED;
    }
  }

  Reason reason();

  default Action action() {
    return switch (this) {
      case ApplyRole _ -> Action.APPLY;
      case DeleteRole _ -> Action.DELETE;
      case LabelClusterRole _ -> Action.LABEL;
      case UnlabelClusterRole _ -> Action.UNLABEL;
      case BindOwner _ -> Action.BIND;
      case UnbindOwner _ -> Action.UNBIND;
    };
  }

  default RoleObject object() {
    return switch (this) {
      case ApplyRole(var namespace, var name, _, _) -> RoleObject.role(namespace, name);
      case DeleteRole(var namespace, var name, _, _) -> RoleObject.role(namespace, name);
      case LabelClusterRole(var name) -> RoleObject.clusterRole(name);
      case UnlabelClusterRole(var name) -> RoleObject.clusterRole(name);
      case BindOwner(var role, var email, _) -> RoleObject.owner(email, role);
      case UnbindOwner(var role, var email, _) -> RoleObject.owner(email, role);
    };
  }

  /** The body of the request; for a binding, the subject that is added or removed. */
  default JsonObject body() {
    return switch (this) {
      case ApplyRole role -> body(role);
      case DeleteRole(_, _, var preconditions, _) ->
          JsonFactory.object()
              .add("apiVersion", "v1")
              .add("kind", "DeleteOptions")
              .add(
                  "preconditions",
                  JsonFactory.object()
                      .add("uid", preconditions.uid())
                      .add("resourceVersion", preconditions.resourceVersion()))
              .build();
      case LabelClusterRole(var name) ->
          object("ClusterRole")
              .add(
                  "metadata",
                  JsonFactory.object().add("name", name).add("labels", Labels.of(Labels.ROLE)))
              .build();
      case UnlabelClusterRole(var name) ->
          object("ClusterRole").add("metadata", JsonFactory.object().add("name", name)).build();
      case BindOwner(_, _, var subject) -> subject.json();
      case UnbindOwner(_, _, var subject) -> subject.json();
    };
  }

  private static JsonObject body(ApplyRole role) {
    var metadata =
        JsonFactory.object()
            .add("name", role.name())
            .add("namespace", role.namespace())
            .add("labels", Labels.ofManagedRole());
    if (!role.namespace().equals(DefaultRoles.SOURCE)) {
      metadata.add(
          "annotations",
          JsonFactory.object().add(Labels.COPY_OF, DefaultRoles.SOURCE + "/" + role.name()));
    }
    return object("Role").add("metadata", metadata).add("rules", role.rules()).build();
  }

  /** The object and the reason as text, for readers of logs and of the API. */
  default String explanation() {
    return Message.of(reason().key, object()).toString();
  }

  /** The object's path, for steps that are one request. */
  default String path() {
    return object().path();
  }

  private static JsonObjectBuilder object(String kind) {
    return JsonFactory.object().add("apiVersion", RoleScope.GROUP + "/v1").add("kind", kind);
  }

  /**
   * The object of a step or conflict.
   *
   * @param namespace empty for ClusterRoles
   * @param subject the subject of a binding to the role; empty for the role itself
   */
  record RoleObject(
      String kind, Optional<String> namespace, String name, Optional<String> subject) {
    static RoleObject role(String namespace, String name) {
      return new RoleObject("Role", Optional.of(namespace), name, Optional.empty());
    }

    static RoleObject clusterRole(String name) {
      return new RoleObject("ClusterRole", Optional.empty(), name, Optional.empty());
    }

    static RoleObject owner(String email, String role) {
      return new RoleObject("ClusterRole", Optional.empty(), role, Optional.of(email));
    }

    String path() {
      return namespace
          .map(
              space ->
                  ApiPath.of("apis", RoleScope.GROUP, "v1", "namespaces", space, "roles", name))
          .orElseGet(() -> ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles", name));
    }

    @Override
    public String toString() {
      var role = "%s %s%s".formatted(kind, namespace.map(space -> space + "/").orElse(""), name);
      return subject.map(bound -> "%s in %s".formatted(bound, role)).orElse(role);
    }
  }
}
