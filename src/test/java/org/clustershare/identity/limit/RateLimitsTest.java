package org.clustershare.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final int PER_MINUTE = 60;
  private static final SigningKey KEY = SigningKey.parse("k".repeat(32)).orElseThrow();

  private long now;
  private final RateLimits one = limits();
  private final RateLimits two = limits();

  private RateLimits limits() {
    return new RateLimits(
        new RateLimitSettings(PER_MINUTE, PER_MINUTE, PER_MINUTE), KEY, () -> now);
  }

  private static void call(RateLimits limits, String subject) {
    limits.require(RateLimit.CALLS, subject, 1);
  }

  /** The number of calls that are accepted until one is refused. */
  private static int callUntilRefused(RateLimits limits, String subject) {
    for (int accepted = 0; accepted < 10_000; accepted++) {
      if (refusal(limits, subject) != null) {
        return accepted;
      }
    }
    throw new AssertionError("never refused");
  }

  private static ProblemException refusal(RateLimits limits, String subject) {
    return catchThrowableOfType(ProblemException.class, () -> call(limits, subject));
  }

  private void exchange() {
    var ofOne = UsageText.of(one.report());
    var ofTwo = UsageText.of(two.report());
    one.add(UsageText.read(ofTwo));
    two.add(UsageText.read(ofOne));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aMinutesRequestsMayComeAtOnceAndTheNextOneSaysWhenToComeBack() {
    assertThat(callUntilRefused(one, "bob")).isEqualTo(PER_MINUTE);

    var refusal = refusal(one, "bob");

    assertThat(refusal.type().status()).isEqualTo(429);
    assertThat(refusal.type().key()).isEqualTo("rate-limit-calls");
    assertThat(refusal.retryAfter()).contains("1");
    pass(Duration.ofSeconds(1));
    assertThatCode(() -> call(one, "bob")).doesNotThrowAnyException();
  }

  @Test
  void othersAndOtherKindsAreNotConcerned() {
    callUntilRefused(one, "bob");

    assertThatCode(() -> call(one, "alice")).doesNotThrowAnyException();
    assertThatCode(() -> one.require(RateLimit.SIGN_INS, "bob", 1)).doesNotThrowAnyException();
  }

  @Test
  void whoWasRefusedWaitsNoLonger() {
    callUntilRefused(one, "bob");
    for (int i = 0; i < 1_000; i++) {
      assertThat(refusal(one, "bob")).isNotNull();
    }

    pass(Duration.ofSeconds(1));

    assertThatCode(() -> call(one, "bob")).doesNotThrowAnyException();
  }

  @Test
  void anAddressOfManyHasAMultiple() {
    for (int i = 0; i < 10 * PER_MINUTE; i++) {
      one.require(RateLimit.CALLS, "proxy", 10);
    }

    assertThat(
            catchThrowableOfType(
                ProblemException.class, () -> one.require(RateLimit.CALLS, "proxy", 10)))
        .isNotNull();
  }

  @Test
  void whatOneInstanceAcceptedIsMissingAtTheOther() {
    callUntilRefused(one, "bob");

    exchange();

    assertThat(refusal(two, "bob")).isNotNull();
    assertThatCode(() -> call(two, "alice")).doesNotThrowAnyException();
  }

  /** The bound of ADR 25: once a burst at each instance, then one rate for all. */
  @Test
  void twoInstancesTogetherKeepTheRateAfterTheFirstBurst() {
    int accepted = callUntilRefused(one, "bob") + callUntilRefused(two, "bob");
    assertThat(accepted).isEqualTo(2 * PER_MINUTE);
    exchange();
    for (int second = 0; second < 600; second += 2) {
      pass(Duration.ofSeconds(2));
      accepted += callUntilRefused(one, "bob") + callUntilRefused(two, "bob");
      exchange();
    }

    assertThat(accepted).isLessThanOrEqualTo(PER_MINUTE * 10 + 2 * PER_MINUTE + PER_MINUTE / 5);
    assertThat(accepted).isGreaterThan(PER_MINUTE * 9);
  }

  @Test
  void peopleWithFewRequestsCostNoRow() {
    call(one, "bob");
    call(one, "alice");

    assertThat(one.report()).isEmpty();
  }

  @Test
  void eachRequestIsToldOnce() {
    callUntilRefused(one, "bob");

    assertThat(one.report().values()).containsExactly(PER_MINUTE);
    assertThat(one.report()).isEmpty();
  }

  /** Otherwise a reader of the database tries all addresses. */
  @Test
  void aRowHoldsNoDigestThatNeedsNoKey() {
    callUntilRefused(one, "address 127.0.0.1");

    assertThat(UsageText.of(one.report()))
        .doesNotContain(Fingerprint.of("address 127.0.0.1").substring(0, 32));
  }

  @Test
  void aRowHoldsNoNameAndForeignLinesAreLeftOut() {
    callUntilRefused(one, "bob@example.com");

    assertThat(UsageText.of(one.report())).doesNotContain("bob").matches("CALLS:1:[0-9a-f]{32}=60");
    assertThat(UsageText.read("CALLS:1:x=60\nOTHERS:1:" + "a".repeat(32) + "=1\n\nnonsense"))
        .isEqualTo(Map.of());
  }
}
