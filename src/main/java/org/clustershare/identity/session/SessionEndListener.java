package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/** Hears from the server that a session has ended: by a sign-out, by rest, or by us. */
@WebListener
public class SessionEndListener implements HttpSessionListener {
  @Inject private ConsoleSessions sessions;

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    sessions.remove(event.getSession().getId());
  }
}
