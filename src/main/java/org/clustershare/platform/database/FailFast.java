package org.clustershare.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.lang3.reflect.MethodUtils;
import org.slf4j.LoggerFactory;

/**
 * Settings with which a request fails at once while the database is away. EclipseLink repeats a
 * query three times and sleeps five seconds before each repetition, in the request's thread and
 * with its permits. No property of persistence.xml changes that, only its session.
 */
@ApplicationScoped
public class FailFast {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(FailFast.class);
  private static final String SESSION = "org.eclipse.persistence.sessions.server.ServerSession";

  /**
   * The server's pool logs three stack traces for each failed request. Cluster Share itself logs
   * one line in ten seconds, and the readiness check is down. The reference keeps the level.
   */
  private static final Logger POOL = Logger.getLogger("javax.enterprise.resource.resourceadapter");

  @PersistenceContext private EntityManager database;

  private Object session() throws ClassNotFoundException {
    return database.getEntityManagerFactory().unwrap(Class.forName(SESSION));
  }

  /** Applies the settings. */
  public void apply() {
    POOL.setLevel(Level.OFF);
    try {
      var login = MethodUtils.invokeMethod(session(), "getLogin");
      MethodUtils.invokeMethod(login, "setQueryRetryAttemptCount", 0);
    } catch (ReflectiveOperationException e) {
      LOG.warn("requests repeat queries while the database is away: reason={}", e.toString());
    }
  }
}
