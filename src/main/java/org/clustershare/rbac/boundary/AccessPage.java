package org.clustershare.rbac.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.Done;
import org.clustershare.platform.DoneMessage;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.clustershare.rbac.control.Bindings;
import org.clustershare.rbac.control.ClusterNames;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Who has which role in a cluster, on the cluster's page. */
@Named
@RequestScoped
public class AccessPage {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private Bindings bindings;
  @Inject private ClusterNames names;
  @Inject private PageProblems problems;
  @Inject private PagePath path;
  @Inject private DoneMessage done;

  private @Nullable Access access;
  private final BindingForm form = new BindingForm();

  /**
   * What the page shows of a cluster.
   *
   * @param rows who is bound
   * @param roles the roles that are offered
   * @param problem why the cluster could not be asked, else empty
   */
  public record Access(List<BoundEntry> rows, List<String> roles, @Nullable Message problem) {}

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
      return new Access(BoundEntry.of(bindings.clusterBindings(api)), roles, null);
    } catch (ClusterException e) {
      return new Access(List.of(), List.of(), e.message());
    }
  }

  public void bind() {
    problems.orMessage(
        () -> {
          var role = form.role(getAccess().roles(), List.of());
          var subject = names.of(clusterId()).applied(form.subject());
          bindings.bind(api(Action.CHANGE_BINDINGS), form.scope(), role, subject);
          done.next(Done.BOUND);
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
                      var entry = BoundEntry.ofKey(key);
                      bindings.unbind(
                          api(Action.CHANGE_BINDINGS), entry.scope(), entry.role(), entry.who());
                      done.next(Done.UNBOUND);
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
