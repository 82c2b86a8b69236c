package org.clustershare.sharing.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.KubeconfigStyle;
import org.clustershare.platform.settings.Settings;
import org.clustershare.sharing.control.DelegatedSignIn;
import org.clustershare.sharing.control.ReadyKubeconfig;
import org.clustershare.sharing.control.ReadyKubeconfigs;
import org.omnifaces.util.Faces;

/** Where a recipient downloads the kubeconfig after the sign-in, and sees how to use it. */
@Named
@RequestScoped
public class DownloadPage {
  private static final String FOLDER = "~/Downloads/";

  @Inject private ReadyKubeconfigs ready;
  @Inject private DelegatedSignIn signIn;
  @Inject private Settings settings;
  @Inject private PageProblems problems;
  @Inject private PagePath path;

  private Optional<ReadyKubeconfig> kubeconfig = Optional.empty();

  public void open() {
    kubeconfig = problems.orErrorPage(this::find);
  }

  private ReadyKubeconfig find() {
    try {
      return ready.find(id(), Optional.ofNullable(Faces.getRequestCookie(ready.cookieName(id()))));
    } catch (ProblemException e) {
      throw again().flatMap(signIn::startAgainPath).map(e::startingAgainAt).orElse(e);
    }
  }

  public ReadyKubeconfig getKubeconfig() {
    return kubeconfig.orElseThrow();
  }

  public String getFileLink() {
    return settings.baseUrl()
        + Settings.KUBECONFIG_PATH
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
