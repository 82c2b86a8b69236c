package org.clustershare.bindings;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.SubjectMatch;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.problem.ProblemException;

/**
 * The managed bindings to one role of a cluster. A write is a patch of the newest state, or names
 * the resourceVersion that it read, and is retried after a conflict: no change gets lost. Adding a
 * subject to the binding of the default name takes one call, removing takes two.
 */
final class RoleBindings {
  private static final int MAX_NAMES = 5;

  private final ClusterApi api;
  private final RoleScope scope;
  private final String role;

  RoleBindings(ClusterApi api, RoleScope scope, String role) {
    this.api = api;
    this.scope = scope;
    this.role = role;
  }

  /**
   * Checks that the cluster has the role.
   *
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN} if no role with the role label has
   *     this name
   */
  void requireRole() {
    requireNames();
    if (api.find(scope.rolePath(role))
        .filter(found -> Labels.has(ObjectMeta.of(found), Labels.ROLE))
        .isEmpty()) {
      throw unknown();
    }
  }

  private void requireNames() {
    if (!scope.hasValidName() || !ApiPath.isName(role)) {
      throw unknown();
    }
  }

  private ProblemException unknown() {
    return new ProblemException(BindingProblem.ROLE_UNKNOWN, role);
  }

  /** Adds a subject; creates a binding if there is none. */
  RoleBinding add(Subject subject, SubjectMatch match) {
    return ConflictRetry.retry(() -> addOnce(subject, match));
  }

  private RoleBinding addOnce(Subject subject, SubjectMatch match) {
    var path = path(new NewBinding(scope, role, 1).name());
    try {
      var after = new RoleBinding(api.patch(path, BindingPatch.add(scope, role, subject)));
      return requireNew(path, after, subject, match);
    } catch (ClusterRefusedException e) {
      if (!e.notFound() && !e.invalid()) {
        throw e;
      }
      // No such binding, not a managed one, one without subjects, or the name is refused.
      return addByList(subject, match);
    }
  }

  /**
   * Undoes the addition if the subject was bound before. A repeated subject grants nothing more, so
   * nothing is lost if this instance ends between the two writes.
   */
  private RoleBinding requireNew(
      String path, RoleBinding after, Subject subject, SubjectMatch match) {
    Predicate<JsonObject> same = entry -> match.matches(subject, entry);
    if (BindingPatch.undoAdd(after, scope, role, subject, same).isEmpty()) {
      return after;
    }
    ConflictRetry.retry(
        () ->
            api.find(path)
                .flatMap(
                    now -> BindingPatch.undoAdd(new RoleBinding(now), scope, role, subject, same))
                .map(patch -> api.patch(path, patch)));
    throw after.positions(subject::is).size() > 1
        ? alreadyBound(subject)
        : boundInOtherCase(after, subject);
  }

  private RoleBinding addByList(Subject subject, SubjectMatch match) {
    var bindings = list();
    for (var binding : bindings) {
      if (binding.binds(subject::is)) {
        throw alreadyBound(subject);
      }
      if (match == SubjectMatch.IN_ANY_CASE && binding.binds(subject::isInOtherCase)) {
        throw boundInOtherCase(binding, subject);
      }
    }
    try {
      return bindings.isEmpty() ? create(subject) : replace(bindings.getFirst(), subject);
    } catch (ClusterRefusedException e) {
      if (e.invalid()) {
        throw new ProblemException(e, BindingProblem.SUBJECT_REFUSED, e.sentence());
      }
      throw e;
    }
  }

  private RoleBinding replace(RoleBinding binding, Subject subject) {
    return new RoleBinding(api.replace(path(binding), binding.withSubject(subject.json()).json()));
  }

  private ProblemException alreadyBound(Subject subject) {
    return new ProblemException(BindingProblem.ALREADY_BOUND, subject.name(), role);
  }

  private ProblemException boundInOtherCase(RoleBinding binding, Subject subject) {
    var bound =
        binding.subjectEntries().stream()
            .filter(subject::isInOtherCase)
            .map(entry -> entry.getString("name"))
            .findFirst();
    return new ProblemException(
        BindingProblem.BOUND_IN_OTHER_CASE, subject.name(), role, bound.orElse(""));
  }

  /** Removes the first of these subjects that is bound, from every binding. */
  RoleBinding remove(List<Subject> candidates) {
    requireNames();
    return ConflictRetry.retry(
        () -> {
          var bindings = list();
          if (bindings.isEmpty()) {
            requireRole();
            throw new ProblemException(BindingProblem.BINDING_UNKNOWN, role);
          }
          return candidates.stream()
              .filter(subject -> bindings.stream().anyMatch(one -> one.binds(subject::is)))
              .findFirst()
              .map(subject -> remove(subject, bindings))
              .orElseGet(bindings::getFirst);
        });
  }

  private RoleBinding remove(Subject subject, List<RoleBinding> bindings) {
    var result = bindings.getFirst();
    for (var binding : bindings) {
      if (binding.binds(subject::is)) {
        result = new RoleBinding(api.patch(path(binding), BindingPatch.remove(binding, subject)));
      }
    }
    return result;
  }

  private List<RoleBinding> list() {
    return api.list(scope.bindingsPath(), Labels.selector(Labels.BINDING), mapping()).stream()
        .sorted(Comparator.comparing(binding -> binding.metadata().name()))
        .toList();
  }

  /** Keeps whole objects, because they are written back. */
  private ItemMapping<RoleBinding> mapping() {
    return new ItemMapping<>(
        "bindings to " + scope.roleKind() + " " + role,
        FieldMask.ALL,
        json -> Optional.of(new RoleBinding(json)).filter(this::isToThisRole),
        binding -> JsonSize.of(binding.json()));
  }

  private boolean isToThisRole(RoleBinding binding) {
    return role.equals(binding.roleName()) && scope.roleKind().equals(binding.roleKind());
  }

  private RoleBinding create(Subject subject) {
    for (int number = 1; ; number++) {
      var created = new NewBinding(scope, role, number);
      try {
        return new RoleBinding(api.create(scope.bindingsPath(), created.json(subject)));
      } catch (ClusterRefusedException e) {
        if (e.notFound()) {
          // The role is gone with its namespace.
          throw new ProblemException(e, BindingProblem.ROLE_UNKNOWN, role);
        }
        if (!e.conflict() || number == MAX_NAMES || isManaged(created.name())) {
          throw e;
        }
        // An administrator removed the label: Cluster Share no longer manages this binding.
      }
    }
  }

  private boolean isManaged(String name) {
    return api.find(path(name))
        .filter(binding -> !Labels.has(ObjectMeta.of(binding), Labels.BINDING))
        .isEmpty();
  }

  private String path(RoleBinding binding) {
    return path(binding.metadata().name());
  }

  private String path(String bindingName) {
    return scope.bindingsPath() + ApiPath.of(bindingName);
  }
}
