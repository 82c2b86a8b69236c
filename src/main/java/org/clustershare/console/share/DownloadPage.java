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

/** Page on which a recipient downloads the kubeconfig after the sign-in, with instructions. */
@Named
@RequestScoped
public class DownloadPage {
  private static final String FOLDER = "~/Downloads/";

  private final PendingDownloads downloads;
  private final DelegatedSignIn signIn;
  private final InstallationSettings installation;
  private final PageProblems problems;
  private final ConsolePath path;

  private Optional<PendingDownload> kubeconfig = Optional.empty();

  @Inject
  DownloadPage(
      PendingDownloads downloads,
      DelegatedSignIn signIn,
      InstallationSettings installation,
      PageProblems problems,
      ConsolePath path) {
    this.downloads = downloads;
    this.signIn = signIn;
    this.installation = installation;
    this.problems = problems;
    this.path = path;
  }

  public void open() {
    kubeconfig = problems.orErrorPage(this::find);
  }

  private PendingDownload find() {
    try {
      return downloads.find(
          id(), Optional.ofNullable(Faces.getRequestCookie(downloads.cookieName(id()))));
    } catch (ProblemException e) {
      throw restart().flatMap(signIn::startAgainPath).map(e::withRestartLink).orElse(e);
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
        + restart()
            .map(value -> "?again=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
            .orElse("");
  }

  /** Whether the kubeconfig needs kubelogin. */
  public boolean isPlugin() {
    return getKubeconfig().style() == KubeconfigStyle.EXEC;
  }

  /** The command that uses the file alone. */
  public String getUseCommand() {
    return "export KUBECONFIG=" + FOLDER + getKubeconfig().fileName();
  }

  /** The command that merges the file into {@code ~/.kube/config}, see {@link MergeCommand}. */
  public String getMergeCommand() {
    return MergeCommand.of(FOLDER + getKubeconfig().fileName());
  }

  /** The command that switches to the cluster after a merge. */
  public String getContextCommand() {
    return "kubectl config use-context " + getKubeconfig().clusterId();
  }

  /** The entry for kubelogin in the allow-list of kubectl's preferences. */
  public String getAllowListLine() {
    return "- command: kubectl-oidc_login";
  }

  private Optional<String> restart() {
    return Optional.ofNullable(Faces.getRequestParameter("again")).filter(text -> !text.isEmpty());
  }

  private String id() {
    return path.segment(0);
  }
}
