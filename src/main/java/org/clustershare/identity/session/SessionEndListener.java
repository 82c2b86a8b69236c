package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Listener that removes a console session when it has ended: by a sign-out, by idling, or by
 * Cluster Share.
 */
@WebListener
public class SessionEndListener implements HttpSessionListener {
  private final ConsoleSessions sessions;

  @Inject
  SessionEndListener(ConsoleSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    sessions.remove(event.getSession().getId());
  }
}
