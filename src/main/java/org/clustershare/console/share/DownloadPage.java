package org.clustershare.console.share;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.download.PendingDownload;
import org.clustershare.sharing.download.PendingDownloads;
import org.clustershare.sharing.signin.DelegatedSignIn;
import org.omnifaces.util.Faces;

/** Where a recipient downloads the kubeconfig after the sign-in, and sees how to use it. */
@Named
@RequestScoped
public class DownloadPage {
  private static final String FOLDER = "~/Downloads/";

  @Inject private PendingDownloads ready;
  @Inject private DelegatedSignIn signIn;
  @Inject private InstallationSettings installation;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private Optional<PendingDownload> kubeconfig = Optional.empty();

  public void open() {
    kubeconfig = problems.orErrorPage(this::find);
  }

  private PendingDownload find() {
    try {
      return ready.find(id(), Optional.ofNullable(Faces.getRequestCookie(ready.cookieName(id()))));
    } catch (ProblemException e) {
      throw again().flatMap(signIn::startAgainPath).map(e::startingAgainAt).orElse(e);
    }
  }

  public PendingDownload getKubeconfig() {
    return kubeconfig.orElseThrow();
  }

  public String getFileLink() {
    return installation.baseUrl()
        + InstallationSettings.KUBECONFIG_PATH
        + "/download/"
        + id()
        + again()
            .map(value -> "?again=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
            .orElse("");
  }

  /** Whether kubelogin is needed to use it. */
  public boolean isPlugin() {
    return getKubeconfig().style() == KubeconfigStyle.EXEC;
  }

  /** Uses the file alone. */
  public String getUseCommand() {
    return "export KUBECONFIG=" + FOLDER + getKubeconfig().fileName();
  }

  /** Merges it into {@code ~/.kube/config}, see {@link MergeCommand}. */
  public String getMergeCommand() {
    return MergeCommand.of(FOLDER + getKubeconfig().fileName());
  }

  /** Makes the cluster the current one after a merge. */
  public String getContextCommand() {
    return "kubectl config use-context " + getKubeconfig().clusterId();
  }

  /** The line of the allow-list of credential plugins in kubectl's own preferences. */
  public String getAllowListLine() {
    return "- command: kubectl-oidc_login";
  }

  private Optional<String> again() {
    return Optional.ofNullable(Faces.getRequestParameter("again")).filter(text -> !text.isEmpty());
  }

  private String id() {
    return path.segment(0);
  }
}
