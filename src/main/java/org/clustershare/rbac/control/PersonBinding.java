package org.clustershare.rbac.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.ApiPath;

/**
 * A binding that gives somebody a role, or may do so.
 *
 * @param kind {@code ClusterRoleBinding} or {@code RoleBinding}
 * @param name the binding's
 * @param namespace where the role counts; empty for the whole cluster
 * @param roleKind {@code ClusterRole} or {@code Role}
 * @param role the role's name
 * @param origin why it is theirs
 * @param through the subject in the binding
 * @param managed whether it carries the label of the bindings that are managed here
 */
public record PersonBinding(
    String kind,
    String name,
    Optional<String> namespace,
    String roleKind,
    String role,
    Origin origin,
    String through,
    boolean managed) {
  private static final String EVERYBODY = "system:authenticated";
  static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";

  /** Why a binding is somebody's. */
  public enum Origin {
    /** It names the person. */
    DIRECT("direct"),
    /** It names the person in other letters: no right, since Kubernetes tells them apart. */
    OTHER_CASE("otherCase"),
    /** It names a group of theirs. */
    GROUP("group"),
    /** It names a group, and only the provider knows who is in it. */
    POSSIBLE_GROUP("possibleGroup");

    private final String key;

    Origin(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }

  /**
   * Whom a binding may be of.
   *
   * @param subject a person or a group, as the provider spells it
   * @param groups those that a person is in; empty when they are not known here
   */
  public record Who(Subject subject, Optional<List<String>> groups) {
    /** A person. */
    public Who(String name, Optional<List<String>> groups) {
      this(Subject.user(name), groups);
    }

    /** A group by its own name; who is in it does not matter. */
    public static Who group(String name) {
      return new Who(new Subject.Group(name), Optional.of(List.of()));
    }
  }

  /** Whether it is managed here and names the person or group itself. */
  public boolean canBeEnded() {
    return managed && (origin == Origin.DIRECT || origin == Origin.OTHER_CASE);
  }

  /** The subject in the binding, when it names the person or group that was looked up. */
  Optional<Subject> named(Who who) {
    return switch (origin) {
      case DIRECT, OTHER_CASE ->
          Optional.of(
              who.subject() instanceof Subject.Group
                  ? new Subject.Group(through)
                  : Subject.user(through));
      default -> Optional.empty();
    };
  }

  /** Where the API server has the binding. */
  String path() {
    var scope = namespace.map(RoleScope::namespace).orElseGet(RoleScope::cluster);
    return scope.bindingsPath() + ApiPath.of(name);
  }

  /** What one binding gives somebody: once for each of its subjects that means them. */
  static List<PersonBinding> in(JsonObject binding, Who who, NamePrefixes prefixes) {
    var found = new ArrayList<PersonBinding>();
    var metadata = binding.getJsonObject("metadata");
    var ref = binding.getJsonObject("roleRef");
    for (var entry : new Binding(binding).subjects().getValuesAs(JsonObject.class)) {
      origin(entry, who, prefixes)
          .filter(origin -> origin == Origin.DIRECT || !isKubernetesOwn(metadata))
          .ifPresent(
              origin ->
                  found.add(
                      new PersonBinding(
                          metadata.containsKey("namespace") ? "RoleBinding" : "ClusterRoleBinding",
                          metadata.getString("name"),
                          Optional.ofNullable(metadata.getString("namespace", null)),
                          ref.getString("kind", ""),
                          ref.getString("name", ""),
                          origin,
                          entry.getString("name", ""),
                          Labels.has(binding, Labels.BINDING))));
    }
    return found;
  }

  private static Optional<Origin> origin(JsonObject entry, Who who, NamePrefixes prefixes) {
    var person = prefixes.applied(who.subject());
    if (person.is(entry)) {
      return Optional.of(Origin.DIRECT);
    }
    if (person.isInOtherCase(entry)) {
      return Optional.of(Origin.OTHER_CASE);
    }
    if (!(Subject.of(entry) instanceof Subject.Group group)) {
      return Optional.empty();
    }
    if (group.name().equals(EVERYBODY)) {
      return Optional.of(Origin.GROUP);
    }
    if (who.groups().isPresent()) {
      return who.groups().get().stream()
              .map(name -> prefixes.ofProvider(new Subject.Group(name)))
              .anyMatch(group::equals)
          ? Optional.of(Origin.GROUP)
          : Optional.empty();
    }
    boolean canBeTheProviders =
        group.name().startsWith(prefixes.groups())
            && !group.name().startsWith(NamePrefixes.KUBERNETES);
    return canBeTheProviders ? Optional.of(Origin.POSSIBLE_GROUP) : Optional.empty();
  }

  /** What every cluster gives to everybody, such as asking for its version. */
  private static boolean isKubernetesOwn(JsonObject metadata) {
    return metadata
        .getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT)
        .asJsonObject()
        .containsKey(BOOTSTRAPPING);
  }
}
