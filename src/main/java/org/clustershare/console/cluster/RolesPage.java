package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.roles.apply.RoleReconciliation;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.PlanJson;
import org.clustershare.roles.status.PlanObjectJson;
import org.clustershare.roles.status.PlanStepJson;
import org.jspecify.annotations.Nullable;

/** Page for a cluster's default roles: conditions, drift and repairs. */
@Named
@RequestScoped
public class RolesPage {
  private static final int SHOWN = 50;

  private final CurrentPerson current;
  private final ConsoleCluster cluster;
  private final RoleReconciliation roleReconciliation;
  private final PageProblems problems;

  private @Nullable Shown shown;

  /**
   * The differences between the cluster's roles and the default roles.
   *
   * @param steps at most 50 of {@code count}
   * @param problem why the cluster could not be read; null if it was read
   */
  public record Shown(
      List<Line> steps, int count, List<Line> conflicts, @Nullable Message problem) {}

  /** A step or conflict. {@code cause} is a key of the bundle {@code messages}. */
  public record Line(String action, String object, String cause) {}

  @Inject
  RolesPage(
      CurrentPerson current,
      ConsoleCluster cluster,
      RoleReconciliation roleReconciliation,
      PageProblems problems) {
    this.current = current;
    this.cluster = cluster;
    this.roleReconciliation = roleReconciliation;
    this.problems = problems;
  }

  /** Finds the cluster before the page is rendered, or renders the error page. */
  public void open() {
    cluster.open(Action.VIEW_BINDINGS);
  }

  public List<Condition> getConditions() {
    return roleReconciliation.conditions(cluster.getCluster()).all();
  }

  /**
   * A condition's explanation, to be put into the reader's language; a cluster's own words stay.
   */
  public Message explanation(Condition condition) {
    return switch (condition.reason()) {
      case "WriteRefused", "RepairRefused", "BindRefused", "ServerError" ->
          Message.verbatim(condition.message());
      default -> Message.recognize(condition.message());
    };
  }

  /** The differences now; the cluster is read once a request. */
  public Shown getDrift() {
    if (shown == null) {
      shown = ask();
    }
    return shown;
  }

  private Shown ask() {
    try {
      var plan = roleReconciliation.drift(cluster.getCluster()).plan();
      return new Shown(
          PlanJson.steps(plan.steps(), SHOWN).stream().map(RolesPage::line).toList(),
          plan.steps().size(),
          PlanJson.conflicts(plan).stream()
              .limit(SHOWN)
              .map(conflict -> line("", conflict.object(), conflict.cause()))
              .toList(),
          null);
    } catch (ClusterException e) {
      return new Shown(List.of(), 0, List.of(), e.message());
    }
  }

  /** The repairs, newest first. */
  public List<RoleRepair> getRepairs() {
    return roleReconciliation.repairs(cluster.getCluster());
  }

  /** The steps of a repair, at most 50. */
  public List<Line> steps(RoleRepair repair) {
    return PlanJson.read(repair.steps()).stream().limit(SHOWN).map(RolesPage::line).toList();
  }

  private static Line line(PlanStepJson step) {
    return line(step.action(), step.object(), step.cause());
  }

  private static Line line(String action, PlanObjectJson object, String cause) {
    var name =
        object.namespace().map(namespace -> namespace + "/" + object.name()).orElse(object.name());
    return new Line(
        action,
        object
            .subject()
            .map(subject -> "%s → %s".formatted(subject, name))
            .orElseGet(() -> "%s %s".formatted(object.kind(), name)),
        cause);
  }

  /** Reconciles the cluster now; the list of repairs then shows the result. */
  public void reconcile() {
    problems.orMessage(
        () -> {
          roleReconciliation.reconcile(
              cluster.require(Action.RECONCILE_ROLES), current.require().email());
          reload();
        });
  }

  public boolean isMayReconcile() {
    return cluster.allows(Action.RECONCILE_ROLES);
  }

  public boolean isReportOnly() {
    return roleReconciliation.mode(cluster.getCluster()).mode() == ReconcileMode.REPORT;
  }

  /** Switches between repairing and only reporting. */
  public void toggleMode() {
    problems.orMessage(
        () -> {
          var found = cluster.require(Action.RECONCILE_ROLES);
          var other =
              roleReconciliation.mode(found).mode() == ReconcileMode.REPORT
                  ? ReconcileMode.APPLY
                  : ReconcileMode.REPORT;
          roleReconciliation.setMode(found, Optional.of(other));
          reload();
        });
  }

  private void reload() {
    cluster.redirect("roles");
  }
}
