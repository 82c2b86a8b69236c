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
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.console.cluster.BindingEditor.OfferedRoles;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;

/**
 * Page with all bindings of a cluster, cluster-wide and in namespaces, for all kinds of subject.
 */
@Named
@RequestScoped
public class BindingsPage {
  /** Stands for the whole cluster among the namespaces; none can have this name. */
  public static final String EVERYWHERE = "*";

  private static final String PAGE = "bindings";

  private final CurrentPerson current;
  private final Clusters clusters;
  private final Projects projects;
  private final Bindings bindings;
  private final ClusterPrefixes prefixes;
  private final PageProblems problems;
  private final ConsolePath path;
  private final BindingEditor editor;

  private Optional<Cluster> cluster = Optional.empty();
  private @Nullable Shown shown;

  /**
   * The bindings that the page shows, and the choices of its form.
   *
   * @param problem the reason why the cluster did not answer; null if it did
   */
  public record Shown(
      List<BindingRow> entries,
      List<String> namespaces,
      List<String> clusterRoles,
      List<String> roles,
      @Nullable Message problem) {}

  @Inject
  BindingsPage(
      CurrentPerson current,
      Clusters clusters,
      Projects projects,
      Bindings bindings,
      ClusterPrefixes prefixes,
      PageProblems problems,
      ConsolePath path,
      BindingEditor editor) {
    this.current = current;
    this.clusters = clusters;
    this.projects = projects;
    this.bindings = bindings;
    this.prefixes = prefixes;
    this.problems = problems;
    this.path = path;
    this.editor = editor;
  }

  /** Finds the cluster before the page is rendered, or leads to the error page. */
  public void open() {
    cluster =
        problems.orErrorPage(
            () ->
                clusters.require(
                    current.require(), path.segment(0), path.segment(1), Action.VIEW_BINDINGS));
  }

  /** Reads the bindings from the cluster, once for each request. */
  public Shown getShown() {
    if (shown == null) {
      shown = read();
    }
    return shown;
  }

  private Shown read() {
    try {
      var api =
          clusters.api(current.require(), path.segment(0), path.segment(1), Action.VIEW_BINDINGS);
      var entries = new ArrayList<>(BindingRow.of(bindings.clusterBindings(api)));
      entries.addAll(BindingRow.of(bindings.bindings(api)));
      return new Shown(
          List.copyOf(entries),
          sorted(bindings.namespaces(api).stream()),
          sorted(bindings.clusterRoleNames(api).stream()),
          sorted(bindings.roleNames(api).stream().map(role -> role.metadata().name())),
          null);
    } catch (ClusterException e) {
      return new Shown(List.of(), List.of(), List.of(), List.of(), e.message());
    }
  }

  private static List<String> sorted(Stream<String> names) {
    return names.distinct().sorted().toList();
  }

  public void bind() {
    editor.bind(new OfferedRoles(getShown().clusterRoles(), getShown().roles()), PAGE);
  }

  public void removePressed() {
    editor.removePressed(PAGE);
  }

  public boolean isMayChange() {
    return editor.isAllowed();
  }

  public Cluster getCluster() {
    return cluster.orElseThrow();
  }

  public String getProjectName() {
    return projects.name(path.segment(0));
  }

  public UsernamePrefixes getPrefixes() {
    return prefixes.of(path.segment(1));
  }

  public BindingForm getForm() {
    return editor.form();
  }

  public String getEverywhere() {
    return EVERYWHERE;
  }
}
