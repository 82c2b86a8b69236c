package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console sessions of this instance: at most 10 per person and 10,000 in total. A new sign-in
 * always gets a session; beyond the limit, an old one ends. A person who signs in repeatedly ends
 * only their own sessions. If all 10,000 are in use, the person with the most sessions loses the
 * least recently used one.
 */
@ApplicationScoped
public class ConsoleSessions {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSessions.class);
  private static final int MAX_PER_PERSON = 10;
  // payara-web.xml allows a few more: the server creates each shortly before it is added here.
  private static final int MAX_SESSIONS = 10_000;

  private final int maxPerPerson;
  private final int maxSessions;

  /** By person, then by the session's id; the oldest first. */
  private final Map<String, LinkedHashMap<String, HttpSession>> byPerson = new HashMap<>();

  private final Map<String, String> personBySession = new HashMap<>();

  public ConsoleSessions() {
    this(MAX_PER_PERSON, MAX_SESSIONS);
  }

  ConsoleSessions(int maxPerPerson, int maxSessions) {
    this.maxPerPerson = maxPerPerson;
    this.maxSessions = maxSessions;
  }

  /** Adds the session of a person who has just signed in. */
  public void add(String personKey, HttpSession session) {
    var evicted = register(personKey, session);
    // Outside this object's lock: the server holds its own lock when it calls remove.
    evicted.forEach(ConsoleSessions::end);
    if (!evicted.isEmpty()) {
      LOG.info("console sessions ended for a new one: count={}", evicted.size());
    }
  }

  /** Removes a session that has ended. */
  public synchronized void remove(String sessionId) {
    var personKey = personBySession.remove(sessionId);
    if (personKey != null) {
      byPerson.computeIfPresent(
          personKey,
          (same, sessions) -> {
            sessions.remove(sessionId);
            return sessions.isEmpty() ? null : sessions;
          });
    }
  }

  private synchronized List<HttpSession> register(String personKey, HttpSession session) {
    remove(session.getId());
    var evicted = new ArrayList<HttpSession>();
    var own = byPerson.getOrDefault(personKey, new LinkedHashMap<>());
    while (own.size() >= maxPerPerson) {
      evicted.add(evict(own.values().iterator().next()));
    }
    while (personBySession.size() >= maxSessions) {
      evicted.add(evict(leastRecentlyUsedOfThePersonWithMost()));
    }
    byPerson.computeIfAbsent(personKey, key -> new LinkedHashMap<>()).put(session.getId(), session);
    personBySession.put(session.getId(), personKey);
    return evicted;
  }

  private HttpSession evict(HttpSession session) {
    remove(session.getId());
    return session;
  }

  private HttpSession leastRecentlyUsedOfThePersonWithMost() {
    return byPerson.values().stream()
        .max(Comparator.comparingInt(Map::size))
        .map(Map::values)
        .map(Collection::stream)
        .flatMap(sessions -> sessions.min(Comparator.comparingLong(ConsoleSessions::lastUsed)))
        .orElseThrow();
  }

  private static long lastUsed(HttpSession session) {
    try {
      return session.getLastAccessedTime();
    } catch (IllegalStateException endedMeanwhile) {
      return Long.MIN_VALUE;
    }
  }

  private static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException endedMeanwhile) {
      LOG.debug("console session had ended");
    }
  }
}
