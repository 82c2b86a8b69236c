package org.clustershare.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {
  private final List<String> ended = new ArrayList<>();
  private final ConsoleSessions sessions = new ConsoleSessions(3, 8);
  private int made;

  /** A session of the server, which notifies the listener when it ends. */
  private HttpSession session(String id, long lastUsed) {
    return (HttpSession)
        Proxy.newProxyInstance(
            HttpSession.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getId" -> id;
                  case "getLastAccessedTime" -> {
                    requireNotEnded(id);
                    yield lastUsed;
                  }
                  case "invalidate" -> {
                    requireNotEnded(id);
                    ended.add(id);
                    sessions.remove(id);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private void requireNotEnded(String id) {
    if (ended.contains(id)) {
      throw new IllegalStateException("ended");
    }
  }

  private void signIn(String person, String id) {
    sessions.add(person, session(id, made++));
  }

  @Test
  void theOldestOfAPersonEndsForTheirNext() {
    for (var id : List.of("b1", "b2", "b3", "b4", "b5")) {
      signIn("bob", id);
    }

    assertThat(ended).containsExactly("b1", "b2");
  }

  @Test
  void whoeverEndsASessionMayHaveAnother() {
    signIn("bob", "b1");
    signIn("bob", "b2");
    signIn("bob", "b3");
    sessions.remove("b2");

    signIn("bob", "b4");

    assertThat(ended).isEmpty();
  }

  @Test
  void whenAllAreTakenThePersonWithMostLosesTheOneThatWasUsedLeastRecently() {
    signIn("alice", "a1");
    signIn("carol", "c1");
    sessions.add("bob", session("b1", 300));
    sessions.add("bob", session("b2", 100));
    sessions.add("bob", session("b3", 200));
    signIn("dora", "d1");
    signIn("dora", "d2");
    signIn("emil", "e1");

    signIn("frieda", "f1");

    assertThat(ended).containsExactly("b2");
  }

  @Test
  void theSameSessionIsCountedOnce() {
    for (int i = 0; i < 5; i++) {
      signIn("bob", "b1");
    }

    assertThat(ended).isEmpty();
  }

  @Test
  void aSessionThatEndedUnheardIsTheFirstToGo() {
    for (var id : List.of("b1", "b2", "b3")) {
      signIn("bob", id);
    }
    for (var id : List.of("1", "2", "3", "4", "5")) {
      signIn("person " + id, id);
    }
    ended.add("b2");

    signIn("alice", "a1");
    signIn("carol", "c1");

    assertThat(ended).containsExactly("b2", "b1");
  }
}
