package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** All bindings of a cluster, in the whole of it and in namespaces, for every kind of subject. */
@Named
@RequestScoped
public class BindingsPage {
  /** Stands for the whole cluster among the namespaces; none can be called so. */
  public static final String EVERYWHERE = "*";

  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private Bindings bindings;
  @Inject private ClusterPrefixes names;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private ConfirmationMessage done;

  private Optional<Cluster> cluster = Optional.empty();
  private @Nullable Shown shown;
  private final BindingForm form = new BindingForm();

  /**
   * What the page shows.
   *
   * @param problem why the cluster could not be asked, else empty
   */
  public record Shown(
      List<BindingRow> entries,
      List<String> namespaces,
      List<String> clusterRoles,
      List<String> roles,
      @Nullable Message problem) {}

  /** Before anything is shown: the cluster, or the error page. */
  public void open() {
    cluster = problems.orErrorPage(() -> require(Action.VIEW_BINDINGS));
  }

  /** What the cluster says; asked once a page. */
  public Shown getShown() {
    if (shown == null) {
      shown = ask();
    }
    return shown;
  }

  private Shown ask() {
    try {
      var api = api(Action.VIEW_BINDINGS);
      var entries = new ArrayList<>(BindingRow.of(bindings.clusterBindings(api)));
      entries.addAll(BindingRow.of(bindings.bindings(api)));
      return new Shown(
          List.copyOf(entries),
          sorted(bindings.namespaces(api).stream()),
          sorted(bindings.clusterRoleNames(api).stream()),
          sorted(
              bindings.roleNames(api).stream()
                  .map(role -> role.getJsonObject("metadata").getString("name"))),
          null);
    } catch (ClusterException e) {
      return new Shown(List.of(), List.of(), List.of(), List.of(), e.message());
    }
  }

  private static List<String> sorted(Stream<String> names) {
    return names.distinct().sorted().toList();
  }

  public void bind() {
    problems.orMessage(
        () -> {
          var role = form.role(getShown().clusterRoles(), getShown().roles());
          var subject = getPrefixes().applied(form.subject());
          bindings.bind(api(Action.CHANGE_BINDINGS), form.scope(), role, subject);
          done.next(Confirmation.BOUND);
          reload();
        });
  }

  /** Removes whoever's button was pressed. */
  public void removePressed() {
    Optional.ofNullable(Faces.getRequestParameter("remove"))
        .ifPresent(
            key ->
                problems.orMessage(
                    () -> {
                      var entry = BindingRow.ofKey(key);
                      bindings.unbind(
                          api(Action.CHANGE_BINDINGS), entry.scope(), entry.role(), entry.who());
                      done.next(Confirmation.UNBOUND);
                      reload();
                    }));
  }

  private Cluster require(Action action) {
    return clusters.require(current.require(), path.segment(0), path.segment(1), action);
  }

  private ClusterApi api(Action action) {
    return clusters.api(current.require(), path.segment(0), path.segment(1), action);
  }

  private void reload() {
    Faces.redirect("console/bindings/%s/%s", path.segment(0), path.segment(1));
  }

  public boolean isMayChange() {
    return projects.allowed(current.require(), path.segment(0), Action.CHANGE_BINDINGS);
  }

  public Cluster getCluster() {
    return cluster.orElseThrow();
  }

  public String getProjectName() {
    return projects.name(path.segment(0));
  }

  public UsernamePrefixes getPrefixes() {
    return names.of(path.segment(1));
  }

  public BindingForm getForm() {
    return form;
  }

  public String getEverywhere() {
    return EVERYWHERE;
  }
}
