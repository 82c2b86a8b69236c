package org.clustershare.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.entity.ConsoleSessionRecord;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.BrowserSecret;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on instances that share a table; that its limits hold is tested in SessionRowsIT. */
class ConsoleSessionsTest {
  private static final Person BOB =
      new Person(
          "Bob@example.com", "Bob \"☺\"", List.of("dev", "ö"), new Account("https://i", "1"));
  private static final String COOKIE = "__Host-session";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-28T08:00:00Z"));
  private final SharedSessions shared = new SharedSessions(clock, "https://share.example.com");
  private final ConsoleSessions here = shared.instance();
  private final ConsoleSessions elsewhere = shared.instance();

  private Exchange signIn(Exchange exchange) {
    here.begin(exchange.request(), exchange.response(), BOB);
    return exchange;
  }

  private static Exchange get() {
    return new Exchange("GET");
  }

  private Optional<Person> personAfter(Exchange signIn) {
    return elsewhere.find(get().after(signIn).request()).map(ConsoleSession::person);
  }

  @Test
  void anotherInstanceKnowsThePersonWithGroupsAndAccount() {
    var signIn = signIn(get());

    assertThat(personAfter(signIn)).contains(BOB);
    assertThat(here.find(get().request())).isEmpty();
  }

  @Test
  void theCookieIsForThisHostAloneAndForNoScript() {
    var cookie = signIn(get()).cookies.getFirst();

    assertThat(cookie.getName()).isEqualTo(COOKIE);
    assertThat(cookie.getValue()).hasSize(43);
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSecure()).isTrue();
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getDomain()).isNull();
    assertThat(cookie.getMaxAge()).isNegative();
    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
  }

  @Test
  void theTableNamesNeitherThePersonNorTheCookie() {
    var cookie = signIn(get()).cookies.getFirst().getValue();

    var row = shared.table.values().iterator().next();

    assertThat(row.id() + row.personId() + row.content())
        .doesNotContain(cookie, "bob", "Bob", BOB.id(), "dev");
    assertThat(personAfter(get().carrying(COOKIE, row.id()))).isEmpty();
  }

  @Test
  void aRowUnderTheIdOfAnotherSessionDoesNotOpen() {
    var bob = signIn(get());
    var row = shared.table.values().iterator().next();
    shared.table.clear();
    var eve = signIn(get());
    var hers = shared.table.keySet().iterator().next();
    shared.table.put(
        hers, new ConsoleSessionRecord(hers, "x", row.content(), clock.instant(), row.endsAt()));

    assertThat(personAfter(eve)).isEmpty();
    assertThat(personAfter(bob)).isEmpty();
  }

  @Test
  void theCookieAndTheTableDoNotOpenItWithoutTheInstallationsKey() {
    var signIn = signIn(get());

    assertThat(shared.instance(1).find(get().after(signIn).request())).isEmpty();
  }

  @Test
  void whoCanWriteToTheTableCannotMoveTheEnd() {
    var signIn = signIn(get());
    clock.pass(ConsoleSession.MAX_LIFETIME);
    shared.table.replaceAll(
        (id, row) ->
            new ConsoleSessionRecord(
                id, row.personId(), row.content(), clock.instant(), Instant.MAX));

    assertThat(personAfter(signIn)).isEmpty();
  }

  @Test
  void aSignInMakesANewSecretAndEndsWhatWasPlanted() {
    var planted = signIn(get());

    var signIn = signIn(get().after(planted));

    assertThat(signIn.cookies.getFirst().getValue())
        .isNotEqualTo(planted.cookies.getFirst().getValue());
    assertThat(personAfter(planted)).isEmpty();
    assertThat(personAfter(signIn)).contains(BOB);
  }

  @Test
  void aSignOutEndsItOnEveryInstance() {
    var signIn = signIn(get());
    var signOut = get().after(signIn);

    elsewhere.end(signOut.request(), signOut.response());

    assertThat(here.find(get().after(signIn).request())).isEmpty();
    assertThat(signOut.cookies.getFirst().getMaxAge()).isZero();
    assertThat(signOut.cookies.getFirst().getName()).isEqualTo(COOKIE);
  }

  @Test
  void itEndsTwelveHoursAfterTheSignInHoweverMuchItIsUsed() {
    var signIn = signIn(get());

    for (int minutes = 0; minutes < 12 * 60; minutes += 30) {
      assertThat(personAfter(signIn)).isPresent();
      clock.pass(Duration.ofMinutes(30));
    }

    assertThat(personAfter(signIn)).isEmpty();
  }

  @Test
  void itEndsAnHourAfterTheLastUse() {
    var signIn = signIn(get());
    clock.pass(Duration.ofMinutes(59));
    assertThat(personAfter(signIn)).isPresent();
    clock.pass(Duration.ofMinutes(59));
    assertThat(personAfter(signIn)).isPresent();

    clock.pass(Duration.ofMinutes(60));

    assertThat(personAfter(signIn)).isEmpty();
  }

  @Test
  void aHundredRequestsInAMinuteWriteOnce() {
    var signIn = signIn(get());
    clock.pass(Duration.ofSeconds(61));

    for (int i = 0; i < 100; i++) {
      personAfter(signIn);
    }

    assertThat(shared.writes).isEqualTo(1);
  }

  @Test
  void aRequestReadsItsRowOnce() {
    var exchange = get().after(signIn(get()));
    assertThat(here.find(exchange.request())).isPresent();
    shared.table.clear();

    assertThat(here.find(exchange.request())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "'; drop table"})
  void anotherCookieIsNoSession(String value) {
    signIn(get());

    assertThat(personAfter(get().carrying(COOKIE, value))).isEmpty();
  }

  @Test
  void aContentOfAnotherVersionIsNoSession() {
    var secret = signIn(get()).cookies.getFirst().getValue();

    for (var content :
        List.of("", "{}", "[]", "{\"email\":1}", "{\"email\":\"x\",\"name\":\"x\"}")) {
      assertThat(ConsoleSession.of(content, BrowserSecret.parse(secret).orElseThrow())).isEmpty();
    }
  }
}
