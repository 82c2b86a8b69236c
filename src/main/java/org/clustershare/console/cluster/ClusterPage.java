package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.CredentialState;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.entity.Share;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** A cluster, <em>Share cluster</em>, and its shares. */
@Named
@RequestScoped
public class ClusterPage {
  private static final String LINK = "org.clustershare.link.";

  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private Shares shares;
  @Inject private InstallationSettings installation;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private ConfirmationMessage done;
  @Inject private Clock clock;

  private Optional<Cluster> cluster = Optional.empty();
  private @Nullable String link;

  /** Before anything is shown: the cluster, or the error page. */
  public void open() {
    cluster = problems.orErrorPage(this::require);
    link = Faces.removeSessionAttribute(LINK + clusterId());
  }

  /** Makes a share; the page that follows shows its link, once: a reload shows it no more. */
  public void share() {
    problems.orMessage(
        () -> {
          var made = shares.create(current.require(), projectId(), clusterId());
          // Not the flash: Faces keeps that for all sessions together, under keys that can be
          // guessed.
          Faces.setSessionAttribute(LINK + clusterId(), made.link());
          reload();
        });
  }

  public void revoke(String shareId) {
    problems.orMessage(
        () -> {
          shares.revoke(current.require(), projectId(), clusterId(), shareId);
          done.next(Confirmation.SHARE_REVOKED);
          reload();
        });
  }

  private void reload() {
    Faces.redirect("console/cluster/%s/%s", projectId(), clusterId());
  }

  private Cluster require() {
    return clusters.require(current.require(), projectId(), clusterId(), Action.VIEW_CLUSTER);
  }

  /** The link of a share that was just made. */
  public @Nullable String getLink() {
    return link;
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

  /** Whether shares are shown at all: the gate and the dashboard's setting, as in KKP. */
  public boolean isSharing() {
    return installation.shareKubeconfig() && installation.open(FeatureGate.OIDC_KUBE_CFG_ENDPOINT);
  }

  public boolean isMayShare() {
    return isSharing() && projects.allowed(current.require(), projectId(), Action.SHARE_CLUSTER);
  }

  public boolean isMayChange() {
    return projects.allowed(current.require(), projectId(), Action.CHANGE_CLUSTER);
  }

  /** Whether the credentials with which we manage the cluster can still be used. */
  public CredentialState getCredentialState() {
    return getCluster().credentialState(clock.instant());
  }

  public List<Share> getShares() {
    return isSharing() ? shares.list(current.require(), projectId(), clusterId()) : List.of();
  }

  private String projectId() {
    return path.segment(0);
  }

  private String clusterId() {
    return path.segment(1);
  }
}
