package org.clustershare.access.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.ApiPath;

/**
 * A binding that gives a person or group a role, directly or through a group, or may do so.
 *
 * @param kind {@code ClusterRoleBinding} or {@code RoleBinding}
 * @param name the name of the binding
 * @param namespace the scope of the role; empty for the whole cluster
 * @param roleKind {@code ClusterRole} or {@code Role}
 * @param role the role's name
 * @param origin the reason why the binding counts for the person or group
 * @param through the subject in the binding
 * @param managed whether it has the label of managed bindings
 */
public record EffectiveBinding(
    String kind,
    String name,
    Optional<String> namespace,
    String roleKind,
    String role,
    Origin origin,
    String through,
    boolean managed)
    implements Comparable<EffectiveBinding> {
  private static final Comparator<EffectiveBinding> ORDER =
      Comparator.comparing(EffectiveBinding::kind)
          .thenComparing(binding -> binding.namespace().isPresent())
          .thenComparing(binding -> binding.namespace().orElse(""))
          .thenComparing(EffectiveBinding::name)
          .thenComparing(EffectiveBinding::roleKind)
          .thenComparing(EffectiveBinding::role)
          .thenComparing(EffectiveBinding::origin)
          .thenComparing(EffectiveBinding::through)
          .thenComparing(EffectiveBinding::managed);

  /** The reason why a binding counts for a person or group. */
  public enum Origin {
    /** The binding names the person or group. */
    DIRECT("direct"),
    /** The name differs only in case. It grants nothing, since Kubernetes compares exactly. */
    OTHER_CASE("otherCase"),
    /** The binding names a group of the person. */
    GROUP("group"),
    /** The binding names a group whose members only the provider knows. */
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
   * The person or group whose bindings are looked up.
   *
   * @param subject a person or a group, as the provider spells it
   * @param groups the groups of the person; empty if they are unknown
   */
  public record AccessSubject(Subject subject, Optional<List<String>> groups) {
    /** A person, by email. */
    public AccessSubject(String name, Optional<List<String>> groups) {
      this(Subject.user(name), groups);
    }

    /** A group of the provider, by its name. */
    public static AccessSubject group(String name) {
      return new AccessSubject(new Subject.Group(name), Optional.of(List.of()));
    }
  }

  /** Compares all fields, so that bindings with equal hash codes do not slow down a set. */
  @Override
  public int compareTo(EffectiveBinding other) {
    return ORDER.compare(this, other);
  }

  /** Whether the binding is managed and names the person or group itself. */
  public boolean canBeRevoked() {
    return managed && (origin == Origin.DIRECT || origin == Origin.OTHER_CASE);
  }

  /** The subject in the binding that names the person or group itself. */
  public Optional<Subject> namedSubject(AccessSubject accessSubject) {
    return switch (origin) {
      case DIRECT, OTHER_CASE ->
          Optional.of(
              accessSubject.subject() instanceof Subject.Group
                  ? new Subject.Group(through)
                  : Subject.user(through));
      default -> Optional.empty();
    };
  }

  /** The binding's path on the API server. */
  public String path() {
    var scope = namespace.map(RoleScope::namespace).orElseGet(RoleScope::cluster);
    return scope.bindingsPath() + ApiPath.of(name);
  }
}
