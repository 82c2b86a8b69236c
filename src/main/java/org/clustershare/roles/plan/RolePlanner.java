package org.clustershare.roles.plan;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.bindings.subject.ReservedNamespaces;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;
import org.clustershare.roles.plan.RolePlan.Cause;
import org.clustershare.roles.plan.RolePlan.Conflict;
import org.clustershare.roles.plan.RoleStep.Reason;
import org.clustershare.roles.plan.RoleStep.RoleObject;

/** Computes one plan, from its arguments alone: neither reads a cluster nor a clock. */
final class RolePlanner {
  private static final List<String> RULE_FIELDS =
      List.of("apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs");

  /** The limit of steps: more than a cluster takes in the time of one reconciliation. */
  private static final int MAX_STEPS = 100_000;

  private final DefaultRoles desired;
  private final String owner;
  private final UsernamePrefixes prefixes;
  private final ObservedRoles observed;
  private final Optional<BoundOwner> bound;
  private final List<RoleStep> steps = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final SortedSet<String> tooLong = new TreeSet<>();

  RolePlanner(
      DefaultRoles desired,
      String owner,
      UsernamePrefixes prefixes,
      ObservedRoles observed,
      Optional<BoundOwner> bound) {
    this.desired = desired;
    this.owner = owner;
    this.prefixes = prefixes;
    this.observed = observed;
    this.bound = bound;
  }

  RolePlan plan() {
    planClusterRoles();
    var sources = sources();
    observed.namespaces().stream()
        .filter(namespace -> !ReservedNamespaces.contains(namespace))
        .sorted(
            Comparator.comparing((String name) -> !name.equals(DefaultRoles.SOURCE))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(namespace -> planNamespace(namespace, sources));
    tooLong.forEach(
        name ->
            conflicts.add(
                new Conflict(RoleObject.role(DefaultRoles.SOURCE, name), Cause.TOO_LONG)));
    planDeletions(sources);
    planOwner();
    return new RolePlan(List.copyOf(steps), List.copyOf(conflicts));
  }

  private void planClusterRoles() {
    for (var name : desired.labelled()) {
      var found = observed.clusterRoles().get(name);
      if (found == null) {
        conflicts.add(new Conflict(RoleObject.clusterRole(name), Cause.ABSENT));
      } else if (!found.labelled()) {
        steps.add(new RoleStep.LabelClusterRole(name));
      }
    }
    new TreeMap<>(observed.clusterRoles())
        .forEach(
            (name, found) -> {
              if (found.labelled() && found.managed() && !desired.labelled().contains(name)) {
                steps.add(new RoleStep.UnlabelClusterRole(name));
              }
            });
  }

  /** The rules that every namespace gets: of the default roles, and of labelled Roles of others. */
  private SortedMap<String, JsonArray> sources() {
    var sources = new TreeMap<>(desired.namespaced());
    observed
        .roles()
        .forEach(
            (key, role) -> {
              if (role.isSource(key) && role.isTooLong()) {
                tooLong.add(key.name());
              } else if (role.isSource(key)) {
                sources.putIfAbsent(key.name(), role.rules());
              }
            });
    return sources;
  }

  private void planNamespace(String namespace, Map<String, JsonArray> sources) {
    if (steps.size() >= MAX_STEPS) {
      return; // the next reconciliation continues
    }
    sources.forEach(
        (name, rules) -> {
          boolean isSource =
              namespace.equals(DefaultRoles.SOURCE) && !desired.namespaced().containsKey(name);
          if (!isSource) {
            planRole(namespace, name, rules);
          }
        });
  }

  private void planRole(String namespace, String name, JsonArray rules) {
    var found = Optional.ofNullable(observed.roles().get(new RoleKey(namespace, name)));
    if (found.isPresent() && !found.get().managed()) {
      if (!found.get().labelled() || !equivalent(found.get().rules(), rules)) {
        conflicts.add(new Conflict(RoleObject.role(namespace, name), Cause.FOREIGN));
      }
      return;
    }
    reason(found, rules)
        .ifPresent(reason -> steps.add(new RoleStep.ApplyRole(namespace, name, rules, reason)));
  }

  private static Optional<Reason> reason(Optional<ObservedRole> found, JsonArray rules) {
    if (found.isEmpty()) {
      return Optional.of(Reason.MISSING);
    }
    if (!found.get().labelled() || !found.get().managedByLabel()) {
      return Optional.of(Reason.UNLABELLED);
    }
    return equivalent(found.get().rules(), rules) ? Optional.empty() : Optional.of(Reason.CHANGED);
  }

  private void planDeletions(Map<String, JsonArray> sources) {
    observed.roles().entrySet().stream()
        .filter(entry -> entry.getValue().managed())
        .filter(
            entry ->
                !sources.containsKey(entry.getKey().name())
                    || ReservedNamespaces.contains(entry.getKey().namespace()))
        // Copies from before the source was too long stay as they are.
        .filter(entry -> !tooLong.contains(entry.getKey().name()))
        // The API server itself deletes all objects of a namespace that is being deleted.
        .filter(entry -> observed.namespaces().contains(entry.getKey().namespace()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                steps.add(
                    new RoleStep.DeleteRole(
                        entry.getKey().namespace(),
                        entry.getKey().name(),
                        entry.getValue().preconditions(),
                        ReservedNamespaces.contains(entry.getKey().namespace())
                            ? Reason.RESERVED
                            : Reason.SOURCE_GONE)));
  }

  private void planOwner() {
    if (observed.boundOwner().equals(owner)
        || !observed.clusterRoles().containsKey(desired.ownerRole())) {
      return;
    }
    if (!observed.boundOwner().isEmpty()) {
      steps.add(unbindOwner());
    }
    steps.add(new RoleStep.BindOwner(desired.ownerRole(), owner, subject(owner)));
  }

  /** Removes exactly the binding that was made: prefix and role may have changed since. */
  private RoleStep unbindOwner() {
    return new RoleStep.UnbindOwner(
        bound.flatMap(BoundOwner::role).orElse(desired.ownerRole()),
        observed.boundOwner(),
        bound
            .map(made -> Subject.user(made.username()))
            .orElseGet(() -> subject(observed.boundOwner())));
  }

  private Subject subject(String email) {
    return prefixes.prefix(Subject.user(email));
  }

  /**
   * Whether rules allow the same. Fields that a newer Kubernetes adds do not count; otherwise each
   * reconciliation would revert them. An empty field equals a missing one.
   */
  static boolean equivalent(JsonArray found, JsonArray wanted) {
    if (found.equals(wanted)) {
      return true;
    }
    if (found.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!(found.get(i) instanceof JsonObject actual)
          || !(wanted.get(i) instanceof JsonObject expected)
          || RULE_FIELDS.stream()
              .anyMatch(field -> !texts(actual, field).equals(texts(expected, field)))) {
        return false;
      }
    }
    return true;
  }

  private static JsonArray texts(JsonObject rule, String field) {
    return rule.get(field) instanceof JsonArray texts ? texts : JsonValue.EMPTY_JSON_ARRAY;
  }
}
