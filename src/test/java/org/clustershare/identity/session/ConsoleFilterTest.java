package org.clustershare.identity.session;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.UnsentForm;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter with a sign-in whose provider gets no requests. */
class ConsoleFilterTest {
  private static final Person BOB = new Person("bob@example.com", "Bob", List.of());
  private static final String BASE = "https://share.example.com";
  private static final String PROVIDER = "https://provider.example/auth";
  private static final String SITE = "Sec-Fetch-Site";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-27T08:00:00Z"));
  private final SharedSessions shared = new SharedSessions(clock, BASE);
  private final ConsoleFilter filter =
      new ConsoleFilter(shared.instance(), shared.forms(), new Redirecting(), new Everybody());
  private final Exchange signIn = new Exchange("GET");
  private boolean passed;

  ConsoleFilterTest() {
    shared.instance().begin(signIn.request(), signIn.response(), BOB);
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
      super(null, null, null, null, null, null);
    }

    @Override
    void start(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", PROVIDER);
    }
  }

  private Exchange signedIn(String method) {
    return new Exchange(method).after(signIn);
  }

  /** With activity, so that only the 12 hours end the session. */
  private void pass(Duration time) {
    clock.pass(time);
    shared.table.keySet().forEach(id -> shared.touch(id, clock.instant(), clock.instant()));
  }

  private Exchange visit(Exchange exchange) throws Exception {
    FilterChain chain = (request, response) -> passed = true;
    filter.doFilter(exchange.request(), exchange.response(), chain);
    return exchange;
  }

  private void assertRefused(Exchange exchange, Object problemType) {
    assertThatThrownBy(() -> visit(exchange))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.type()).isEqualTo(problemType));
    assertThat(passed).isFalse();
  }

  @Test
  void aSessionIsGoodForTwelveHours() throws Exception {
    pass(Duration.ofHours(12).minusSeconds(1));

    visit(signedIn("GET"));

    assertThat(passed).isTrue();
  }

  @Test
  void aSessionThatIsOlderLeadsToTheProviderAgain() throws Exception {
    pass(Duration.ofHours(12));

    var exchange = visit(signedIn("GET"));

    assertThat(passed).isFalse();
    assertThat(exchange.status).isBetween(300, 399);
    assertThat(exchange.sent).containsEntry("Location", PROVIDER);
  }

  @Test
  void anOldRequestDoesNotDeleteTheCookieOfANewerSignIn() throws Exception {
    pass(Duration.ofHours(12));

    assertThat(visit(signedIn("GET")).cookies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void aFormThatIsSentAfterwardsIsAnsweredWithASentence(String method) {
    pass(Duration.ofHours(12));

    assertThatThrownBy(() -> visit(signedIn(method)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(IdentityProblem.SESSION_ENDED);
              assertThat(problem.restartLink()).contains("/console/projects");
            });
    assertThat(passed).isFalse();
  }

  @Test
  void whatWasTypedComesBackInTheErrorPageWithoutTheToken() {
    var typed =
        new Exchange("POST")
            .header(SITE, "same-origin")
            .body("name=%3Cb%3E%22x%22&" + FormCheck.FIELD + "=old");

    assertRefused(typed, IdentityProblem.SESSION_ENDED);

    assertThat(typed.attributes)
        .containsValue(
            new UnsentForm("/console/projects", List.of(new UnsentForm.Field("name", "<b>\"x\""))));
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, none", "X-Nothing, nothing"})
  void aFormThatNoPageOfOursSentDoesNotComeBack(String header, String value) {
    var planted = new Exchange("POST").header(header, value).body("name=planted");

    assertRefused(planted, IdentityProblem.SESSION_ENDED);

    assertThat(planted.attributes.values()).noneMatch(UnsentForm.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, same-origin", "Origin, https://share.example.com"})
  void aFormOfThisInstallationNeedsNoToken(String header, String value) throws Exception {
    visit(signedIn("POST").header(header, value));

    assertThat(passed).isTrue();
  }

  private static Exchange unsent() {
    return new Exchange("POST").header(SITE, "same-origin");
  }

  private static boolean isKept(Exchange exchange) {
    return exchange.attributes.values().stream().anyMatch(UnsentForm.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "201, false"})
  void aFormOfVeryManyFieldsDoesNotComeBack(int fields, boolean kept) {
    var exchange =
        unsent()
            .body(IntStream.range(0, fields).mapToObj(i -> "f" + i + "=x").collect(joining("&")));

    assertRefused(exchange, IdentityProblem.SESSION_ENDED);

    assertThat(isKept(exchange)).isEqualTo(kept);
  }

  /** Each body that hardly comes holds a thread; strangers must not get all of them. */
  @Test
  void noMoreThanEightFormsAreReadAtOnce() throws Exception {
    var reading = new CountDownLatch(8);
    var end = new CountDownLatch(1);
    var slow = IntStream.range(0, 8).mapToObj(i -> unsent().body(slow(reading, end))).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var visits =
          slow.stream()
              .map(
                  exchange ->
                      threads.submit(
                          () ->
                              catchThrowableOfType(ProblemException.class, () -> visit(exchange))))
              .toList();
      assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
      var ninth = unsent().body(ConsoleFilterTest::unreadable);
      try {
        assertRefused(ninth, IdentityProblem.SESSION_ENDED);
      } finally {
        end.countDown();
      }
      assertThat(isKept(ninth)).isFalse();
      for (var visit : visits) {
        assertThat(visit.get().type()).isEqualTo(IdentityProblem.SESSION_ENDED);
      }
    }
    assertThat(slow).allMatch(ConsoleFilterTest::isKept);
    var later = unsent().body("name=x");
    assertRefused(later, IdentityProblem.SESSION_ENDED);
    assertThat(isKept(later)).isTrue();
  }

  private static int unreadable() {
    throw new AssertionError("the ninth body is read");
  }

  /** A body that ends with the latch. */
  private static IntSupplier slow(CountDownLatch reading, CountDownLatch end) {
    return () -> {
      reading.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return -1;
    };
  }

  @Test
  void aFormOfAnotherPersonIsRefused() throws Exception {
    var code = shared.forms().personCode(BOB);
    var alice = new Person("alice@example.com", "Alice", List.of());
    assertRefused(
        signedIn("POST")
            .header(SITE, "same-origin")
            .parameter(FormCheck.PERSON_FIELD, shared.forms().personCode(alice)),
        IdentityProblem.FORM_OF_ANOTHER_PERSON);
    var later = new Exchange("GET");
    shared.instance().begin(later.request(), later.response(), BOB);

    visit(
        new Exchange("POST")
            .after(later)
            .header(SITE, "same-origin")
            .parameter(FormCheck.PERSON_FIELD, code));

    assertThat(passed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void aFormOfAnUnknownPageIsRefused(String method) {
    assertRefused(signedIn(method), PlatformProblem.PAGE_EXPIRED);
  }

  @Test
  void aFormOfAnUnknownPageNeedsTheTokenOfItsSession() throws Exception {
    var token = shared.forms().token(signedIn("GET").request()).orElseThrow();
    assertRefused(
        signedIn("POST").parameter(FormCheck.FIELD, token + "x"), PlatformProblem.PAGE_EXPIRED);
    var other = new Exchange("GET");
    shared.instance().begin(other.request(), other.response(), BOB);
    assertRefused(
        new Exchange("POST").after(other).parameter(FormCheck.FIELD, token),
        PlatformProblem.PAGE_EXPIRED);

    visit(signedIn("POST").parameter(FormCheck.FIELD, token));

    assertThat(passed).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Origin, null"})
  void theTokenDoesNotHelpAnotherSite(String header, String value) {
    var token = shared.forms().token(signedIn("GET").request()).orElseThrow();

    assertRefused(
        signedIn("POST").header(header, value).parameter(FormCheck.FIELD, token),
        PlatformProblem.PAGE_EXPIRED);
  }
}
