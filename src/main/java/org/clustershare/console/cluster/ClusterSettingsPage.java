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
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterCheckFailedException;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.cluster.registration.ClusterReport;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;
import org.omnifaces.util.Messages;

/** Changing a cluster's name, address and credentials, and removing it. */
@Named
@RequestScoped
public class ClusterSettingsPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private Clusters clusters;
  @Inject private ClusterRegistration enrollment;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private ConfirmationMessage done;

  private Optional<Cluster> cluster = Optional.empty();
  private @Nullable String name;
  private @Nullable String owner;
  private @Nullable String externalServer;
  private @Nullable Long version;
  private @Nullable ClusterReport report;
  private @Nullable Removal removal;
  private String kubeconfig = "";
  private boolean cleanup;
  private String confirmation = "";

  /** Before anything is shown: the cluster, or the error page. */
  public void open() {
    if (removal == null) {
      cluster = problems.orErrorPage(this::require);
    }
  }

  private Cluster require() {
    return clusters.require(current.require(), projectId(), clusterId(), Action.CHANGE_CLUSTER);
  }

  /** Saves name and address, unless somebody changed the cluster since the page was made. */
  public void save() {
    problems.orMessage(
        () -> {
          var change =
              new ClusterChange(
                  Optional.ofNullable(name),
                  Optional.ofNullable(owner).filter(email -> !email.equals(require().ownerEmail())),
                  Optional.ofNullable(externalServer),
                  Optional.empty(),
                  Optional.empty(),
                  false);
          var seen =
              version == null ? ExpectedVersion.anything() : ExpectedVersion.version(version);
          enrollment.change(current.require(), projectId(), clusterId(), change, seen);
          done.next(Confirmation.SETTINGS_SAVED);
          Faces.redirect("console/cluster/%s/%s", projectId(), clusterId());
        });
  }

  /** Takes new credentials into use, after a look at the cluster with them. */
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
            enrollment.change(
                current.require(), projectId(), clusterId(), change, ExpectedVersion.anything());
            done.next(Confirmation.CREDENTIALS_REPLACED);
            Faces.redirect("console/cluster/%s/%s", projectId(), clusterId());
          } catch (ClusterCheckFailedException e) {
            report = e.report();
            throw e;
          }
        });
  }

  /** Looks at the cluster again with the credentials that are kept. */
  public void check() {
    problems.orMessage(
        () -> report = enrollment.check(current.require(), projectId(), clusterId()));
  }

  /** Removes the cluster once its name was typed; what could not be cleaned up is shown. */
  public void remove() {
    problems.orMessage(
        () -> {
          var kept = require();
          if (!kept.name().equals(confirmation.strip())) {
            throw new ProblemException(ClusterProblem.NOT_CONFIRMED, kept.name());
          }
          var removed =
              enrollment.remove(
                  current.require(), projectId(), clusterId(), cleanup, ExpectedVersion.anything());
          if (removed.left().isEmpty()) {
            done.next(Confirmation.CLUSTER_REMOVED);
            Faces.redirect("console/project/%s", projectId());
          } else {
            cluster = Optional.of(kept);
            removal = removed;
            removed.left().forEach(left -> Messages.add(FacesMessage.SEVERITY_WARN, null, left));
          }
        });
  }

  public Cluster getCluster() {
    // A form that is sent asks for it before the page is opened.
    if (cluster.isEmpty()) {
      cluster = Optional.of(require());
    }
    return cluster.get();
  }

  public String getProjectName() {
    return projects.name(projectId());
  }

  public @Nullable ClusterReport getReport() {
    return report;
  }

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
    return name == null ? cluster.map(Cluster::name).orElse("") : name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public String getOwner() {
    return owner == null ? cluster.map(Cluster::ownerEmail).orElse("") : owner;
  }

  public void setOwner(@Nullable String owner) {
    this.owner = owner == null ? "" : owner;
  }

  public String getExternalServer() {
    return externalServer == null
        ? cluster.flatMap(Cluster::externalServer).map(URI::toString).orElse("")
        : externalServer;
  }

  public void setExternalServer(@Nullable String externalServer) {
    this.externalServer = externalServer == null ? "" : externalServer;
  }

  /** The version that the page was made of. */
  public long getVersion() {
    return version == null ? cluster.map(Cluster::version).orElse(0L) : version;
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

  private String projectId() {
    return path.segment(0);
  }

  private String clusterId() {
    return path.segment(1);
  }
}
