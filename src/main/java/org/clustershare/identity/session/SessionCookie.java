package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.clustershare.platform.config.InstallationSettings;

/** Keeps the session's cookie to TLS where people reach us over TLS. */
@WebListener
public class SessionCookie implements ServletContextListener {
  /** Over TLS; else the server's usual name. Balancers that keep people at an instance need it. */
  public static final String NAME = "__Host-session";

  @Inject private InstallationSettings installation;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    var cookie = event.getServletContext().getSessionCookieConfig();
    cookie.setSecure(installation.https());
    if (installation.https()) {
      // Nothing but this very host can set it: no session can be planted from a neighbour's.
      cookie.setName(NAME);
    }
  }
}
