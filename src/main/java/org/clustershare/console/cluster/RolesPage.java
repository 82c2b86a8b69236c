package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.roles.apply.RoleReconciliation;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.PlanJson;
import org.jspecify.annotations.Nullable;

/** Page for a cluster's default roles: conditions, drift and repairs. */
@Named
@RequestScoped
public class RolesPage {
  private static final int SHOWN = 50;

  @Inject private CurrentPerson current;
  @Inject private ConsoleCluster cluster;
  @Inject private RoleReconciliation roleReconciliation;
  @Inject private PageProblems problems;

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
          Message.said(condition.message());
      default -> Message.recognized(condition.message());
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
          lines(PlanJson.steps(plan.steps(), SHOWN).getValuesAs(JsonObject.class)),
          plan.steps().size(),
          lines(
              PlanJson.conflicts(plan).getValuesAs(JsonObject.class).stream()
                  .limit(SHOWN)
                  .toList()),
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
    try (var reader = JsonFactory.reader(repair.steps())) {
      return lines(reader.readArray().getValuesAs(JsonObject.class).stream().limit(SHOWN).toList());
    }
  }

  private static List<Line> lines(List<JsonObject> steps) {
    return steps.stream().map(RolesPage::line).toList();
  }

  private static Line line(JsonObject step) {
    var object = step.getJsonObject("object");
    var name =
        object.containsKey("namespace")
            ? object.getString("namespace") + "/" + object.getString("name")
            : object.getString("name");
    return new Line(
        step.getString("action", ""),
        object.containsKey("subject")
            ? "%s → %s".formatted(object.getString("subject"), name)
            : "%s %s".formatted(object.getString("kind"), name),
        step.getString("cause"));
  }

  /** Reconciles the cluster now; the list of repairs then shows the result. */
  public void reconcile() {
    problems.orMessage(
        () -> {
          roleReconciliation.now(
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
