package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterCheckFailedException;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.cluster.registration.ClusterReport;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Messages;

/** Page for a cluster's name, address and credentials, and for its removal. */
@Named
@RequestScoped
public class ClusterSettingsPage {
  private final CurrentPerson current;
  private final ConsoleCluster cluster;
  private final ClusterRegistration registration;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConfirmationMessage done;

  private @Nullable String name;
  private @Nullable String owner;
  private @Nullable String externalServer;
  private @Nullable Long version;
  private @Nullable ClusterReport report;
  private @Nullable Removal removal;
  private String kubeconfig = "";
  private boolean cleanup;
  private String confirmation = "";

  @Inject
  ClusterSettingsPage(
      CurrentPerson current,
      ConsoleCluster cluster,
      ClusterRegistration registration,
      PageProblems problems,
      ConsolePath path,
      ConfirmationMessage done) {
    this.current = current;
    this.cluster = cluster;
    this.registration = registration;
    this.problems = problems;
    this.path = path;
    this.done = done;
  }

  /** Finds the cluster before the page is rendered, unless it was just removed. */
  public void open() {
    if (removal == null) {
      cluster.open(Action.CHANGE_CLUSTER);
    }
  }

  /** Saves name, owner and address, unless the cluster was changed since the page was made. */
  public void save() {
    problems.orMessage(
        () -> {
          var change =
              new ClusterChange(
                  Optional.ofNullable(name),
                  Optional.ofNullable(owner)
                      .filter(
                          email ->
                              !email.equals(cluster.require(Action.CHANGE_CLUSTER).ownerEmail())),
                  Optional.ofNullable(externalServer),
                  Optional.empty(),
                  Optional.empty(),
                  false);
          var seen = version == null ? ExpectedVersion.any() : ExpectedVersion.version(version);
          registration.change(current.require(), path.projectId(), path.clusterId(), change, seen);
          done.next(Confirmation.SETTINGS_SAVED);
          cluster.redirect("cluster");
        });
  }

  /** Checks the cluster with new credentials, and stores them if the check succeeds. */
  public void replace() {
    problems.orMessage(
        () -> {
          var change =
              new ClusterChange(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(kubeconfig.getBytes(StandardCharsets.UTF_8)),
                  false);
          try {
            registration.change(
                current.require(),
                path.projectId(),
                path.clusterId(),
                change,
                ExpectedVersion.any());
            done.next(Confirmation.CREDENTIALS_REPLACED);
            cluster.redirect("cluster");
          } catch (ClusterCheckFailedException e) {
            report = e.report();
            throw e;
          }
        });
  }

  /** Checks the cluster with the stored credentials. */
  public void check() {
    problems.orMessage(
        () -> report = registration.check(current.require(), path.projectId(), path.clusterId()));
  }

  /** Removes the cluster if its name was typed. Shows what could not be cleaned up in it. */
  public void remove() {
    problems.orMessage(
        () -> {
          var name = cluster.require(Action.CHANGE_CLUSTER).name();
          if (!name.equals(confirmation.strip())) {
            throw new ProblemException(ClusterProblem.NOT_CONFIRMED, name);
          }
          var removed =
              registration.remove(
                  current.require(),
                  path.projectId(),
                  path.clusterId(),
                  cleanup,
                  ExpectedVersion.any());
          if (removed.left().isEmpty()) {
            done.next(Confirmation.CLUSTER_REMOVED);
            ConsolePath.redirect("console/project/%s", path.projectId());
          } else {
            removal = removed;
            removed
                .left()
                .forEach(
                    left ->
                        Messages.add(null, new FacesMessage(FacesMessage.SEVERITY_WARN, left, "")));
          }
        });
  }

  /** The steps of the last check in this request; null if there was none. */
  public @Nullable ClusterReport getReport() {
    return report;
  }

  /** The removal in this request, if something was left in the cluster; else null. */
  public @Nullable Removal getRemoval() {
    return removal;
  }

  public String getKubeconfig() {
    return kubeconfig;
  }

  public void setKubeconfig(@Nullable String kubeconfig) {
    this.kubeconfig = kubeconfig == null ? "" : kubeconfig;
  }

  public String getName() {
    return name == null ? cluster.getCluster().name() : name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public String getOwner() {
    return owner == null ? cluster.getCluster().ownerEmail() : owner;
  }

  public void setOwner(@Nullable String owner) {
    this.owner = owner == null ? "" : owner;
  }

  public String getExternalServer() {
    return externalServer == null
        ? cluster.getCluster().externalServer().map(URI::toString).orElse("")
        : externalServer;
  }

  public void setExternalServer(@Nullable String externalServer) {
    this.externalServer = externalServer == null ? "" : externalServer;
  }

  /** The cluster's version when the page was made; the form sends it back. */
  public long getVersion() {
    return version == null ? cluster.getCluster().version() : version;
  }

  public void setVersion(long version) {
    this.version = version;
  }

  public boolean isCleanup() {
    return cleanup;
  }

  public void setCleanup(boolean cleanup) {
    this.cleanup = cleanup;
  }

  public String getConfirmation() {
    return confirmation;
  }

  public void setConfirmation(@Nullable String confirmation) {
    this.confirmation = confirmation == null ? "" : confirmation;
  }
}
