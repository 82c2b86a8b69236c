package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.cluster.Clusters;
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

/** Who has which role in a cluster, on the cluster's page. */
@Named
@RequestScoped
public class BindingsSection {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private Bindings bindings;
  @Inject private ClusterPrefixes names;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private ConfirmationMessage done;

  private @Nullable Access access;
  private final BindingForm form = new BindingForm();

  /**
   * What the page shows of a cluster.
   *
   * @param rows who is bound
   * @param roles the roles that are offered
   * @param problem why the cluster could not be asked, else empty
   */
  public record Access(List<BindingRow> rows, List<String> roles, @Nullable Message problem) {}

  /** What the cluster says; asked once a page. */
  public Access getAccess() {
    if (access == null) {
      access = ask();
    }
    return access;
  }

  private Access ask() {
    try {
      var api = api(Action.VIEW_BINDINGS);
      var roles = bindings.clusterRoleNames(api);
      return new Access(BindingRow.of(bindings.clusterBindings(api)), roles, null);
    } catch (ClusterException e) {
      return new Access(List.of(), List.of(), e.message());
    }
  }

  public void bind() {
    problems.orMessage(
        () -> {
          var role = form.role(getAccess().roles(), List.of());
          var subject = names.of(clusterId()).apply(form.subject());
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

  private ClusterApi api(Action action) {
    return clusters.api(current.require(), projectId(), clusterId(), action);
  }

  private void reload() {
    Faces.redirect("console/cluster/%s/%s", projectId(), clusterId());
  }

  public boolean isMayChange() {
    return projects.allowed(current.require(), projectId(), Action.CHANGE_BINDINGS);
  }

  /** Binds people in the whole cluster; the page of all bindings has the rest. */
  public BindingForm getForm() {
    return form;
  }

  private String projectId() {
    return path.segment(0);
  }

  private String clusterId() {
    return path.segment(1);
  }
}
