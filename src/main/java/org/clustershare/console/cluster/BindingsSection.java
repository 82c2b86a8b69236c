package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.clustershare.bindings.Bindings;
import org.clustershare.cluster.Clusters;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.cluster.BindingEditor.OfferedRoles;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.jspecify.annotations.Nullable;

/** The section of a cluster's page with the bindings in the whole cluster. */
@Named
@RequestScoped
public class BindingsSection {
  private static final String PAGE = "cluster";

  private final CurrentPerson current;
  private final Clusters clusters;
  private final Bindings bindings;
  private final ConsolePath path;
  private final BindingEditor editor;

  private @Nullable Access access;

  /**
   * The bindings that the section shows.
   *
   * @param roles the ClusterRoles that people can be bound to
   * @param problem the reason why the cluster did not answer; null if it did
   */
  public record Access(List<BindingRow> rows, List<String> roles, @Nullable Message problem) {}

  @Inject
  BindingsSection(
      CurrentPerson current,
      Clusters clusters,
      Bindings bindings,
      ConsolePath path,
      BindingEditor editor) {
    this.current = current;
    this.clusters = clusters;
    this.bindings = bindings;
    this.path = path;
    this.editor = editor;
  }

  /** Reads the bindings from the cluster, once for each request. */
  public Access getAccess() {
    if (access == null) {
      access = read();
    }
    return access;
  }

  private Access read() {
    try {
      var api =
          clusters.api(current.require(), path.segment(0), path.segment(1), Action.VIEW_BINDINGS);
      var roles = bindings.clusterRoleNames(api);
      return new Access(BindingRow.of(bindings.clusterBindings(api)), roles, null);
    } catch (ClusterException e) {
      return new Access(List.of(), List.of(), e.message());
    }
  }

  public void bind() {
    editor.bind(new OfferedRoles(getAccess().roles(), List.of()), PAGE);
  }

  public void removePressed() {
    editor.removePressed(PAGE);
  }

  public boolean isMayChange() {
    return editor.isAllowed();
  }

  /** The form for the whole cluster; the page with all bindings has the one for namespaces. */
  public BindingForm getForm() {
    return editor.form();
  }
}
