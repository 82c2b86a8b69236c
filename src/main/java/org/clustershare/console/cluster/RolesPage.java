package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.roles.apply.RoleReconciliation;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.PlanJson;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** How a cluster's default roles are kept in place. */
@Named
@RequestScoped
public class RolesPage {
  private static final int SHOWN = 50;

  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private RoleReconciliation roleReconciliation;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private Optional<Cluster> cluster = Optional.empty();
  private @Nullable Shown shown;

  /**
   * What differs.
   *
   * @param steps at most 50 of {@code count}
   * @param problem why the cluster could not be asked, else empty
   */
  public record Shown(
      List<Line> steps, int count, List<Line> conflicts, @Nullable Message problem) {}

  /** One step or conflict: {@code cause} is a word for which there is a text. */
  public record Line(String action, String object, String cause) {}

  /** Before anything is shown: the cluster, or the error page. */
  public void open() {
    cluster = problems.orErrorPage(() -> require(Action.VIEW_BINDINGS));
  }

  /** Also when a button was pressed: Faces then asks for the lists before the page is opened. */
  public Cluster getCluster() {
    if (cluster.isEmpty()) {
      cluster = Optional.of(require(Action.VIEW_BINDINGS));
    }
    return cluster.get();
  }

  public String getProjectName() {
    return projects.name(getCluster().projectId());
  }

  public List<Condition> getConditions() {
    return roleReconciliation.conditions(getCluster()).all();
  }

  /** What a condition says, in words for every language; a cluster's own words stay. */
  public Message explanation(Condition condition) {
    return switch (condition.reason()) {
      case "WriteRefused", "RepairRefused", "BindRefused", "ServerError" ->
          Message.said(condition.message());
      default -> Message.recognized(condition.message());
    };
  }

  /** What differs just now; asked once a page. */
  public Shown getDrift() {
    if (shown == null) {
      shown = ask();
    }
    return shown;
  }

  private Shown ask() {
    try {
      var plan = roleReconciliation.drift(getCluster()).plan();
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
    return roleReconciliation.repairs(getCluster());
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

  /** Looks at once; what was repaired is in the list then. */
  public void reconcile() {
    problems.orMessage(
        () -> {
          roleReconciliation.now(require(Action.RECONCILE_ROLES), current.require().email());
          reload();
        });
  }

  public boolean isMayReconcile() {
    return projects.allowed(current.require(), path.segment(0), Action.RECONCILE_ROLES);
  }

  public boolean isReportOnly() {
    return roleReconciliation.mode(getCluster()).mode() == ReconcileMode.REPORT;
  }

  /** Changes between repairing and only reporting. */
  public void toggleMode() {
    problems.orMessage(
        () -> {
          var found = require(Action.RECONCILE_ROLES);
          var other =
              roleReconciliation.mode(found).mode() == ReconcileMode.REPORT
                  ? ReconcileMode.APPLY
                  : ReconcileMode.REPORT;
          roleReconciliation.setMode(found, Optional.of(other));
          reload();
        });
  }

  private void reload() {
    Faces.redirect("console/roles/%s/%s", path.segment(0), path.segment(1));
  }

  private Cluster require(Action action) {
    return clusters.require(current.require(), path.segment(0), path.segment(1), action);
  }
}
