package org.clustershare.platform.config;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clustershare.platform.json.JsonFactory;

/** Serves {@code GET /config.json}, which KKP's dashboard reads when it starts. */
public class ConfigJsonServlet extends HttpServlet {
  private final transient InstallationSettings installation;

  @Inject
  ConfigJsonServlet(InstallationSettings installation) {
    this.installation = installation;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response
        .getWriter()
        .print(
            JsonFactory.object().add("share_kubeconfig", installation.shareKubeconfig()).build());
  }
}
