package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import org.clustershare.cluster.model.Cluster.CredentialState;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsoleCluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.project.Action;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.entity.Share;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Page for a cluster: its facts, the button <em>Share cluster</em> and its shares. */
@Named
@RequestScoped
public class ClusterPage {
  private static final String LINK = "org.clustershare.link.";

  private final CurrentPerson current;
  private final ConsoleCluster cluster;
  private final Shares shares;
  private final InstallationSettings installation;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConfirmationMessage done;
  private final Clock clock;

  private @Nullable String link;

  @Inject
  ClusterPage(
      CurrentPerson current,
      ConsoleCluster cluster,
      Shares shares,
      InstallationSettings installation,
      PageProblems problems,
      ConsolePath path,
      ConfirmationMessage done,
      Clock clock) {
    this.current = current;
    this.cluster = cluster;
    this.shares = shares;
    this.installation = installation;
    this.problems = problems;
    this.path = path;
    this.done = done;
    this.clock = clock;
  }

  /** Finds the cluster before the page is rendered, or renders the error page. */
  public void open() {
    cluster.open(Action.VIEW_CLUSTER);
    link = Faces.removeSessionAttribute(LINK + path.clusterId());
  }

  /** Creates a share. The next page shows its link once; a reload does not show it again. */
  public void share() {
    problems.orMessage(
        () -> {
          var created = shares.create(current.require(), path.projectId(), path.clusterId());
          // Not the flash: Faces keeps it for all sessions together, under guessable keys.
          Faces.setSessionAttribute(LINK + path.clusterId(), created.link());
          reload();
        });
  }

  public void revoke(String shareId) {
    problems.orMessage(
        () -> {
          shares.revoke(current.require(), path.projectId(), path.clusterId(), shareId);
          done.next(Confirmation.SHARE_REVOKED);
          reload();
        });
  }

  private void reload() {
    cluster.redirect("cluster");
  }

  /** The link of the share that the page before created; null if it created none. */
  public @Nullable String getLink() {
    return link;
  }

  /** Whether the feature gate and the dashboard's setting allow shares, as in KKP. */
  public boolean isSharing() {
    return installation.shareKubeconfig()
        && installation.isOpen(FeatureGate.OIDC_KUBE_CFG_ENDPOINT);
  }

  public boolean isMayShare() {
    return isSharing() && cluster.allows(Action.SHARE_CLUSTER);
  }

  public boolean isMayChange() {
    return cluster.allows(Action.CHANGE_CLUSTER);
  }

  /** Whether the credentials with which Cluster Share manages the cluster are still valid. */
  public CredentialState getCredentialState() {
    return cluster.getCluster().credentialState(clock.instant());
  }

  public List<Share> getShares() {
    return isSharing()
        ? shares.list(current.require(), path.projectId(), path.clusterId())
        : List.of();
  }
}
