package org.clustershare.platform.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.database.IntegrityViolation;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a call of the API once, however often a client sends it with the same {@code
 * Idempotency-Key} and to whichever instance. A repetition gets the first answer. A call that
 * failed can be sent again with its key. Answers wait for a day, encrypted ({@link SealedAnswers}):
 * the newest 200 of each person, and fewer when they exceed 2 MiB together.
 *
 * <p>Resources check permissions before they come here: a person who lost a role gets no answer of
 * theirs again. A filter in front of the resources could not do that.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The
 *     Idempotency-Key HTTP Header Field</a>
 */
@ApplicationScoped
public class IdempotentCalls {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotentCalls.class);

  /** In the place of an answer; nothing opens it. */
  private static final String TOO_LONG = "too-long";

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int KEPT_OF_A_PERSON = 200;
  private static final int LONGEST_ANSWER = 256 << 10;

  /** All answers of a person together, in characters; an answer usually has a few hundred. */
  private static final long ROOM_OF_A_PERSON = 2 << 20;

  /** Longer than any call takes: its server died. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  // A text in quotes (RFC 9651); clients send it without them too.
  private static final Pattern KEY = Pattern.compile("\"?([!#-\\[\\]-~]{1,255})\"?");

  @Inject private IdempotencyRows rows;
  @Inject private SealedAnswers sealed;
  @Inject private Clock clock;

  /**
   * The call's answer.
   *
   * @param key the header's value; without one the call is simply made
   * @param personId who calls; keys of different people have nothing to do with each other
   * @param request says what is asked for: the kind of call, the ids in its path, its body
   * @param call gives an answer with a record, see {@link
   *     org.clustershare.platform.json.JsonBinding}; it fails with an exception
   * @throws ProblemException {@link IdempotencyProblem}, and whatever the call throws
   */
  public Response once(
      @Nullable String key, String personId, String request, Supplier<Response> call) {
    if (key == null || key.isEmpty()) {
      return call.get();
    }
    var matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      throw new ProblemException(IdempotencyProblem.IDEMPOTENCY_KEY_INVALID);
    }
    var claim =
        new IdempotentCall(
            Fingerprint.of(personId, matcher.group(1)),
            personId,
            Sha256.hex(request),
            clock.instant());
    rows.forgetOld(clock.instant().minus(KEPT), personId, KEPT_OF_A_PERSON, ROOM_OF_A_PERSON);
    try {
      rows.claim(claim);
    } catch (PersistenceException taken) {
      if (!IntegrityViolation.isCauseOf(taken)) {
        throw taken;
      }
      // A first call that failed meanwhile has left no row: the repetition can be sent again.
      var found =
          rows.find(claim.id())
              .orElseThrow(
                  () -> new ProblemException(taken, IdempotencyProblem.IDEMPOTENT_CALL_UNDER_WAY));
      return again(found, claim, call);
    }
    return make(claim, call);
  }

  private Response again(IdempotentCall found, IdempotentCall claim, Supplier<Response> call) {
    if (!found.requestHash().equals(claim.requestHash())) {
      throw new ProblemException(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
    }
    if (found.answer().isPresent()) {
      return kept(found.id(), found.answer().get());
    }
    boolean abandoned = found.claimedAt().plus(LONGEST_CALL).isBefore(clock.instant());
    if (abandoned && rows.takeOver(found, clock.instant())) {
      return make(claim, call);
    }
    throw new ProblemException(IdempotencyProblem.IDEMPOTENT_CALL_UNDER_WAY);
  }

  private Response kept(String id, String answer) {
    return KeptAnswer.isEarlier(answer)
        ? KeptAnswer.earlierResponse(answer)
        : sealed
            .open(id, answer)
            .map(KeptAnswer::response)
            .orElseThrow(() -> new ProblemException(IdempotencyProblem.IDEMPOTENT_ANSWER_LOST));
  }

  private Response make(IdempotentCall claim, Supplier<Response> call) {
    Response answer;
    try {
      answer = call.get();
    } catch (RuntimeException failed) {
      rows.forget(claim.id());
      throw failed;
    }
    keep(claim.id(), answer);
    return answer;
  }

  /** The call is done: whatever happens here, a repetition must not do it a second time. */
  private void keep(String id, Response answer) {
    try {
      var text = sealed.seal(id, KeptAnswer.text(answer));
      rows.answered(id, text.length() <= LONGEST_ANSWER ? text : TOO_LONG);
    } catch (RuntimeException e) {
      LOG.warn("answer to an idempotent call not kept: call={} reason={}", id, e.toString());
    }
  }
}
