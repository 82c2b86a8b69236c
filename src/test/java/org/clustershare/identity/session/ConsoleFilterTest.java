package org.clustershare.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.TestClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter with a sign-in whose provider gets no requests. */
class ConsoleFilterTest {
  private static final Person BOB = new Person("bob@example.com", "Bob", List.of());
  private static final String PAGE = "https://share.example.com/console/projects";
  private static final String PROVIDER = "https://provider.example/auth";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-27T08:00:00Z"));
  private final ConsoleFilter filter;
  private final Map<String, Object> session = new HashMap<>();
  private final Map<String, String> sent = new HashMap<>();
  private boolean sessionThere;
  private boolean passed;
  private int status = 200;

  ConsoleFilterTest() {
    filter = new ConsoleFilter(clock, new Redirecting(), new Everybody());
  }

  /** All accounts still have their addresses. */
  private static final class Everybody extends PersonDirectory {
    @SuppressWarnings("NullAway") // It uses nothing of its superclass.
    Everybody() {
      super(null, null, null);
    }

    @Override
    public boolean isCurrent(Person person) {
      return true;
    }
  }

  /** Sends all people who are not signed in to the provider. */
  private static final class Redirecting extends ConsoleSignIn {
    @SuppressWarnings("NullAway") // It uses nothing of its superclass.
    Redirecting() {
      super(null, null, null, null, null, null, null);
    }

    @Override
    void start(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", PROVIDER);
    }
  }

  private void signedIn() {
    sessionThere = true;
    session.put(ConsoleSession.ATTRIBUTE, ConsoleSession.of(BOB, clock.instant()));
  }

  private void visit(String method) throws Exception {
    FilterChain chain = (request, response) -> passed = true;
    filter.doFilter(
        fake(HttpServletRequest.class, (proxy, called, with) -> request(method, called.getName())),
        fake(HttpServletResponse.class, (proxy, called, with) -> response(called.getName(), with)),
        chain);
  }

  // The servlet interface requires it.
  @SuppressWarnings("JdkObsolete")
  private @Nullable Object request(String method, String called) {
    return switch (called) {
      case "getMethod" -> method;
      case "getSession" -> sessionThere ? fake(HttpSession.class, this::session) : null;
      case "getRequestURL" -> new StringBuffer(PAGE);
      case "getRequestURI" -> "/console/projects";
      case "getContextPath" -> "";
      case "getServletPath" -> "/console/projects";
      case "getParameterMap" -> Map.of();
      default -> null;
    };
  }

  private @Nullable Object session(Object proxy, java.lang.reflect.Method called, Object[] with) {
    return switch (called.getName()) {
      case "getAttribute" -> session.get(String.valueOf(with[0]));
      case "setAttribute" -> session.put(String.valueOf(with[0]), with[1]);
      case "getId" -> "the-session";
      case "invalidate" -> {
        session.clear();
        sessionThere = false;
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable Object response(String called, Object[] with) {
    switch (called) {
      case "setStatus", "sendError" -> status = (Integer) with[0];
      case "setHeader", "addHeader" -> sent.put(String.valueOf(with[0]), String.valueOf(with[1]));
      default -> {}
    }
    return null;
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var value = handler.invoke(proxy, method, arguments);
              if (value == null && method.getReturnType() == boolean.class) {
                return false;
              }
              return value == null && method.getReturnType() == int.class
                  ? Integer.valueOf(0)
                  : value;
            }));
  }

  @Test
  void aSessionIsGoodForTwelveHours() throws Exception {
    signedIn();
    clock.pass(Duration.ofHours(12).minusSeconds(1));

    visit("GET");

    assertThat(passed).isTrue();
  }

  @Test
  void aSessionThatIsOlderLeadsToTheProviderAgain() throws Exception {
    signedIn();
    clock.pass(Duration.ofHours(12));

    visit("GET");

    assertThat(passed).isFalse();
    assertThat(status).isBetween(300, 399);
    assertThat(sent).containsEntry("Location", PROVIDER);
    assertThat(sessionThere).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void aFormThatIsSentAfterwardsIsAnsweredWithASentence(String method) {
    signedIn();
    clock.pass(Duration.ofHours(12));

    assertThatThrownBy(() -> visit(method))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(IdentityProblem.SESSION_ENDED);
              assertThat(problem.restartLink()).contains("/console/projects");
            });
    assertThat(passed).isFalse();
  }
}
