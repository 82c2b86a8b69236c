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
import org.clustershare.roles.plan.ObservedRoles.Preconditions;

/** One change that a plan asks for: what is done to which object, with which body, and why. */
public sealed interface RoleStep {
  /** What is done, as the API writes it. */
  enum Action {
    APPLY,
    DELETE,
    LABEL,
    UNLABEL,
    BIND,
    UNBIND
  }

  /** Why. */
  enum Reason {
    MISSING("is missing"),
    UNLABELLED("lacks its labels"),
    CHANGED("was changed"),
    SOURCE_GONE("has no source any more"),
    RESERVED("is in the namespace of Cluster Share's own account"),
    NOT_DEFAULT("is not among the default roles any more"),
    OWNER_NOT_BOUND("is not bound yet"),
    OWNER_CHANGED("does not own the cluster any more");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  Action action();

  RoleObject object();

  Reason reason();

  /** What is sent; for a binding, the subject that is added or removed. */
  JsonObject body();

  /** Why, for readers of logs and of the API. */
  default String explanation() {
    return object() + " " + reason().text;
  }

  /** Where the object is, for steps that are one request. */
  default String path() {
    return object().path();
  }

  /** Makes a Role, or puts it back to what it should be. */
  record ApplyRole(String namespace, String name, JsonArray rules, Reason reason)
      implements RoleStep {
    @Override
    public Action action() {
      return Action.APPLY;
    }

    @Override
    public RoleObject object() {
      return RoleObject.role(namespace, name);
    }

    @Override
    public JsonObject body() {
      var metadata =
          JsonFactory.object()
              .add("name", name)
              .add("namespace", namespace)
              .add("labels", Labels.ofManagedRole());
      if (!namespace.equals(DefaultRoles.SOURCE)) {
        metadata.add(
            "annotations",
            JsonFactory.object().add(Labels.COPY_OF, DefaultRoles.SOURCE + "/" + name));
      }
      return RoleStep.object("Role").add("metadata", metadata).add("rules", rules).build();
    }
  }

  /** Removes a Role of ours that nobody wants any more, exactly as it was seen. */
  record DeleteRole(String namespace, String name, Preconditions identity, Reason reason)
      implements RoleStep {
    @Override
    public Action action() {
      return Action.DELETE;
    }

    @Override
    public RoleObject object() {
      return RoleObject.role(namespace, name);
    }

    @Override
    public JsonObject body() {
      return JsonFactory.object()
          .add("apiVersion", "v1")
          .add("kind", "DeleteOptions")
          .add(
              "preconditions",
              JsonFactory.object()
                  .add("uid", identity.uid())
                  .add("resourceVersion", identity.resourceVersion()))
          .build();
    }
  }

  /** Gives a ClusterRole of Kubernetes' own our label, and nothing else. */
  record LabelClusterRole(String name) implements RoleStep {
    @Override
    public Action action() {
      return Action.LABEL;
    }

    @Override
    public RoleObject object() {
      return RoleObject.clusterRole(name);
    }

    @Override
    public Reason reason() {
      return Reason.UNLABELLED;
    }

    @Override
    public JsonObject body() {
      return RoleStep.object("ClusterRole")
          .add(
              "metadata",
              JsonFactory.object().add("name", name).add("labels", Labels.of(Labels.ROLE)))
          .build();
    }
  }

  /** Takes the label away that we gave: applying without it gives up a field. */
  record UnlabelClusterRole(String name) implements RoleStep {
    @Override
    public Action action() {
      return Action.UNLABEL;
    }

    @Override
    public RoleObject object() {
      return RoleObject.clusterRole(name);
    }

    @Override
    public Reason reason() {
      return Reason.NOT_DEFAULT;
    }

    @Override
    public JsonObject body() {
      return RoleStep.object("ClusterRole")
          .add("metadata", JsonFactory.object().add("name", name))
          .build();
    }
  }

  /** Binds the owner to the owner's role. */
  record BindOwner(String role, String email, Subject subject) implements RoleStep {
    @Override
    public Action action() {
      return Action.BIND;
    }

    @Override
    public RoleObject object() {
      return RoleObject.owner(email, role);
    }

    @Override
    public Reason reason() {
      return Reason.OWNER_NOT_BOUND;
    }

    @Override
    public JsonObject body() {
      return subject.json();
    }
  }

  /** Removes the former owner from the owner's role. */
  record UnbindOwner(String role, String email, Subject subject) implements RoleStep {
    @Override
    public Action action() {
      return Action.UNBIND;
    }

    @Override
    public RoleObject object() {
      return RoleObject.owner(email, role);
    }

    @Override
    public Reason reason() {
      return Reason.OWNER_CHANGED;
    }

    @Override
    public JsonObject body() {
      return subject.json();
    }
  }

  private static JsonObjectBuilder object(String kind) {
    return JsonFactory.object().add("apiVersion", RoleScope.GROUP + "/v1").add("kind", kind);
  }

  /**
   * What a step or a conflict is about.
   *
   * @param namespace empty for what counts in the whole cluster
   * @param subject whose binding to the role it is; empty for the role itself
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
      return subject.map(who -> "%s in %s".formatted(who, role)).orElse(role);
    }
  }
}
