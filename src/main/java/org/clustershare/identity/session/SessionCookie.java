package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.clustershare.platform.config.InstallationSettings;

/** Listener that restricts the session's cookie to TLS if people reach Cluster Share over TLS. */
@WebListener
public class SessionCookie implements ServletContextListener {
  /**
   * The cookie's name over TLS; without TLS it has the server's default name. Load balancers with
   * sticky sessions need it.
   */
  public static final String NAME = "__Host-session";

  private final InstallationSettings installation;

  @Inject
  SessionCookie(InstallationSettings installation) {
    this.installation = installation;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    var cookie = event.getServletContext().getSessionCookieConfig();
    cookie.setSecure(installation.https());
    if (installation.https()) {
      // Only this host can set such a cookie, so a sibling host cannot plant a session.
      cookie.setName(NAME);
    }
  }
}
