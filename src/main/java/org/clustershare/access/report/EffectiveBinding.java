package org.clustershare.access.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.ApiPath;

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

  /** An order of all fields: bindings with one hash code must not make a set slow. */
  @Override
  public int compareTo(EffectiveBinding other) {
    return ORDER.compare(this, other);
  }

  /** Whether it is managed here and names the person or group itself. */
  public boolean canBeEnded() {
    return managed && (origin == Origin.DIRECT || origin == Origin.OTHER_CASE);
  }

  /** The subject in the binding, when it names the person or group that was looked up. */
  public Optional<Subject> named(Who who) {
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
  public String path() {
    var scope = namespace.map(RoleScope::namespace).orElseGet(RoleScope::cluster);
    return scope.bindingsPath() + ApiPath.of(name);
  }
}
