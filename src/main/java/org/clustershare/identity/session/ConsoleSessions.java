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
 * The console sessions of this instance: at most 10 a person and 10,000 together. A new sign-in
 * always gets a session; an old one ends for it. So a person who signs in again and again ends only
 * sessions of their own. When all 10,000 are taken, the person with the most sessions loses the one
 * that was used least recently.
 */
@ApplicationScoped
public class ConsoleSessions {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSessions.class);
  private static final int MOST_OF_A_PERSON = 10;
  // payara-web.xml lets the server make a few more: each is there for a moment before it is here.
  private static final int MOST = 10_000;

  private final int mostOfAPerson;
  private final int most;

  /** By person, then by id of the session; the oldest first. */
  private final Map<String, LinkedHashMap<String, HttpSession>> byPerson = new HashMap<>();

  private final Map<String, String> personOf = new HashMap<>();

  public ConsoleSessions() {
    this(MOST_OF_A_PERSON, MOST);
  }

  ConsoleSessions(int mostOfAPerson, int most) {
    this.mostOfAPerson = mostOfAPerson;
    this.most = most;
  }

  /** Adds the session of a person who has just signed in. */
  public void add(String personKey, HttpSession session) {
    var ended = added(personKey, session);
    // Outside of our lock: the server takes its own, and holds it when it calls remove.
    ended.forEach(ConsoleSessions::end);
    if (!ended.isEmpty()) {
      LOG.info("console sessions ended for a new one: count={}", ended.size());
    }
  }

  /** Forgets a session that has ended. */
  public synchronized void remove(String sessionId) {
    var personKey = personOf.remove(sessionId);
    if (personKey != null) {
      byPerson.computeIfPresent(
          personKey,
          (same, sessions) -> {
            sessions.remove(sessionId);
            return sessions.isEmpty() ? null : sessions;
          });
    }
  }

  private synchronized List<HttpSession> added(String personKey, HttpSession session) {
    remove(session.getId());
    var ended = new ArrayList<HttpSession>();
    var own = byPerson.getOrDefault(personKey, new LinkedHashMap<>());
    while (own.size() >= mostOfAPerson) {
      ended.add(taken(own.values().iterator().next()));
    }
    while (personOf.size() >= most) {
      ended.add(taken(leastRecentlyUsedOfThePersonWithMost()));
    }
    byPerson.computeIfAbsent(personKey, key -> new LinkedHashMap<>()).put(session.getId(), session);
    personOf.put(session.getId(), personKey);
    return ended;
  }

  private HttpSession taken(HttpSession session) {
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
