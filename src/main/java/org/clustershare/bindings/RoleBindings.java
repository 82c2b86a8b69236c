package org.clustershare.bindings;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.ProblemException;

/**
 * One role of a cluster and the bindings to it that are managed here. Every write is carried out by
 * the API server on the newest state, or names the state that it saw (resourceVersion), and begins
 * anew when somebody was faster: no change is lost. Adding somebody to the binding of the usual
 * name takes one call, removing takes two.
 */
final class RoleBindings {
  private static final int PREFIX_LENGTH = 10;
  private static final int MAX_NAMES = 5;
  // With what stands before it, as long as a name can be.
  private static final int MAX_ROLE_LENGTH = 242;

  private final ClusterApi api;
  private final RoleScope scope;
  private final String role;

  RoleBindings(ClusterApi api, RoleScope scope, String role) {
    this.api = api;
    this.scope = scope;
    this.role = role;
  }

  /**
   * Asks the cluster for the role.
   *
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN} when there is none with our label
   */
  void requireRole() {
    requireNames();
    if (api.find(scope.rolePath(role)).filter(found -> Labels.has(found, Labels.ROLE)).isEmpty()) {
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

  /** Adds somebody; a binding is made when there is none. */
  JsonObject add(Subject subject, SubjectMatch rule) {
    return ConflictRetry.retry(() -> addOnce(subject, rule));
  }

  private JsonObject addOnce(Subject subject, SubjectMatch rule) {
    var usual = path(defaultName(1));
    try {
      var after = new Binding(api.patch(usual, Binding.adding(scope, role, subject)));
      return undoAdd(usual, after, subject, rule);
    } catch (ClusterRefusedException e) {
      if (!e.notFound() && !e.invalid()) {
        throw e;
      }
      // There is no such binding, it is not ours, nobody is in it, or the name is refused.
      return addByList(subject, rule);
    }
  }

  /**
   * Whoever was bound already is in the binding twice now: once is enough, and told. A repeated
   * subject gives no further right, so nothing is lost if we end in between.
   */
  private JsonObject undoAdd(String path, Binding after, Subject subject, SubjectMatch rule) {
    var patch = after.takingBack(scope, role, subject, same(subject, rule));
    if (patch.isEmpty()) {
      return after.json();
    }
    ConflictRetry.retry(
        () ->
            api.find(path)
                .map(Binding::new)
                .flatMap(now -> now.takingBack(scope, role, subject, same(subject, rule)))
                .map(operations -> api.patch(path, operations))
                .orElseGet(after::json));
    throw after.count(subject) > 1 ? alreadyBound(subject) : boundInOtherCase(after, subject);
  }

  private JsonObject addByList(Subject subject, SubjectMatch rule) {
    var bindings = list();
    for (var binding : bindings) {
      if (binding.count(subject) > 0) {
        throw alreadyBound(subject);
      }
      if (rule == SubjectMatch.IN_ANY_CASE && binding.inOtherCase(subject).isPresent()) {
        throw boundInOtherCase(binding, subject);
      }
    }
    try {
      return bindings.isEmpty()
          ? create(subject)
          : api.replace(path(bindings.get(0).name()), bindings.get(0).with(subject));
    } catch (ClusterRefusedException e) {
      if (e.invalid()) {
        throw new ProblemException(e, BindingProblem.SUBJECT_REFUSED, e.sentence());
      }
      throw e;
    }
  }

  private static Predicate<JsonObject> same(Subject subject, SubjectMatch rule) {
    return entry -> rule.matches(subject, entry);
  }

  private ProblemException alreadyBound(Subject subject) {
    return new ProblemException(BindingProblem.ALREADY_BOUND, subject.name(), role);
  }

  private ProblemException boundInOtherCase(Binding binding, Subject subject) {
    return new ProblemException(
        BindingProblem.BOUND_IN_OTHER_CASE,
        subject.name(),
        role,
        binding.inOtherCase(subject).orElse(""));
  }

  /** Removes the first of these who is bound, from every binding. */
  JsonObject remove(List<Subject> meant) {
    requireNames();
    return ConflictRetry.retry(
        () -> {
          var bindings = list();
          if (bindings.isEmpty()) {
            requireRole();
            throw new ProblemException(BindingProblem.BINDING_UNKNOWN, role);
          }
          return meant.stream()
              .filter(subject -> bindings.stream().anyMatch(binding -> binding.count(subject) > 0))
              .findFirst()
              .map(subject -> remove(subject, bindings))
              .orElseGet(() -> bindings.get(0).json());
        });
  }

  private JsonObject remove(Subject subject, List<Binding> bindings) {
    var result = bindings.get(0).json();
    for (var binding : bindings) {
      if (binding.count(subject) > 0) {
        result = api.patch(path(binding.name()), binding.removing(scope, role, subject));
      }
    }
    return result;
  }

  private List<Binding> list() {
    return api.list(scope.bindingsPath(), Labels.selector(Labels.BINDING), toThisRole()).stream()
        .sorted(Comparator.comparing(Binding::name))
        .toList();
  }

  /** Whole objects, since they are written back. */
  private ItemMapping<Binding> toThisRole() {
    return new ItemMapping<>(
        "bindings to " + scope.roleKind() + " " + role,
        FieldMask.ALL,
        found -> Optional.of(new Binding(found)).filter(binding -> binding.isTo(scope, role)),
        binding -> JsonSize.of(binding.json()));
  }

  private JsonObject create(Subject subject) {
    for (int number = 1; ; number++) {
      var name = defaultName(number);
      try {
        return api.create(scope.bindingsPath(), newBinding(name, subject));
      } catch (ClusterRefusedException e) {
        if (e.notFound()) {
          throw new ProblemException(e, BindingProblem.ROLE_UNKNOWN, role); // with its namespace
        }
        if (!e.conflict() || number == MAX_NAMES || isManaged(name)) {
          throw e;
        }
        // Somebody took our label off the binding of this name: it is theirs now.
      }
    }
  }

  private boolean isManaged(String name) {
    return api.find(path(name)).filter(binding -> !Labels.has(binding, Labels.BINDING)).isEmpty();
  }

  private JsonObject newBinding(String name, Subject subject) {
    return JsonFactory.object()
        .add("apiVersion", RoleScope.GROUP + "/v1")
        .add("kind", scope.bindingKind())
        .add(
            "metadata",
            JsonFactory.object().add("name", name).add("labels", Labels.of(Labels.BINDING)))
        .add(
            "roleRef",
            JsonFactory.object()
                .add("apiGroup", RoleScope.GROUP)
                .add("kind", scope.roleKind())
                .add("name", role))
        .add("subjects", JsonFactory.array().add(subject.json()))
        .build();
  }

  private String path(String bindingName) {
    return scope.bindingsPath() + ApiPath.of(bindingName);
  }

  /**
   * Looks as in KKP, ten characters and the role, but is the same each time: of two writers who
   * make a binding at once, one is told that it exists.
   */
  private String defaultName(int number) {
    var seed = number == 1 ? role : number + ":" + role;
    var hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits()).substring(0, PREFIX_LENGTH)
        + ":"
        + role.substring(0, Math.min(role.length(), MAX_ROLE_LENGTH));
  }
}
