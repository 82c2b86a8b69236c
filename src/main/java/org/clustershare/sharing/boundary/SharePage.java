package org.clustershare.sharing.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.cluster.control.ClusterClients;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.platform.settings.KubeconfigStyle;
import org.clustershare.platform.settings.Settings;
import org.clustershare.sharing.control.SharedCluster;
import org.clustershare.sharing.control.Shares;

/** What a link leads to. It shows the cluster's name; who shares is told after the sign-in. */
@Named
@RequestScoped
public class SharePage {
  @Inject private Shares shares;
  @Inject private ClusterClients clients;
  @Inject private Settings settings;
  @Inject private PageProblems problems;
  @Inject private PagePath path;

  private Optional<SharedCluster> shared = Optional.empty();

  public void open() {
    shared = problems.orErrorPage(() -> shares.open(token()));
  }

  public String getClusterName() {
    return shared.map(SharedCluster::clusterName).orElse("");
  }

  /** Where people sign in with; shown so that they know what comes. */
  public String getIssuer() {
    return shared
        .map(link -> clients.registration(link.cluster()).issuerUrl().getHost())
        .orElse("");
  }

  /** The first way: the tokens in the file where that is allowed, because it needs no plugin. */
  public String getSignInLink() {
    return link(
        offers(KubeconfigStyle.AUTH_PROVIDER)
            ? KubeconfigStyle.AUTH_PROVIDER
            : KubeconfigStyle.EXEC);
  }

  /** Whether there is another way. */
  public boolean isChoice() {
    return offers(KubeconfigStyle.AUTH_PROVIDER) && offers(KubeconfigStyle.EXEC);
  }

  private boolean offers(KubeconfigStyle style) {
    return shared.filter(link -> clients.offers(link.cluster(), style)).isPresent();
  }

  public String getPluginLink() {
    return link(KubeconfigStyle.EXEC);
  }

  private String link(KubeconfigStyle style) {
    return settings.baseUrl()
        + Settings.KUBECONFIG_PATH
        + "?share="
        + token()
        + "&style="
        + style.key();
  }

  private String token() {
    return path.segment(0);
  }
}
