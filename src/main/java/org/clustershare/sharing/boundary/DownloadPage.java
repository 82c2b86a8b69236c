package org.clustershare.sharing.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.platform.settings.Settings;
import org.clustershare.sharing.control.ReadyKubeconfig;
import org.clustershare.sharing.control.ReadyKubeconfigs;
import org.omnifaces.util.Faces;

/** Where a recipient downloads the kubeconfig after the sign-in. */
@Named
@RequestScoped
public class DownloadPage {
  @Inject private ReadyKubeconfigs ready;
  @Inject private Settings settings;
  @Inject private PageProblems problems;
  @Inject private PagePath path;

  private Optional<ReadyKubeconfig> kubeconfig = Optional.empty();

  public void open() {
    var name = ready.cookieName(id());
    kubeconfig =
        problems.orErrorPage(
            () -> ready.find(id(), Optional.ofNullable(Faces.getRequestCookie(name))));
  }

  public ReadyKubeconfig getKubeconfig() {
    return kubeconfig.orElseThrow();
  }

  public String getFileLink() {
    return settings.baseUrl() + Settings.KUBECONFIG_PATH + "/download/" + id();
  }

  private String id() {
    return path.segment(0);
  }
}
