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
 * API calls with an {@code Idempotency-Key}. A call runs once, however often and to whichever
 * instance a client sends it with the same key. A repetition gets the first answer. A call that
 * failed can be sent again with its key. Answers are stored for a day, encrypted ({@link
 * SealedAnswers}): the newest 200 of each person, and fewer if they exceed 2 MiB together.
 *
 * <p>Resources check permissions before they call this class, so a person who lost a role does not
 * get an earlier answer again. A filter in front of the resources could not do that.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The
 *     Idempotency-Key HTTP Header Field</a>
 */
@ApplicationScoped
public class IdempotentCalls {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotentCalls.class);

  /** Stored in place of an answer that is too long; no key opens it. */
  private static final String TOO_LONG = "too-long";

  private static final Duration RETENTION = Duration.ofDays(1);
  private static final int MAX_ANSWERS_PER_PERSON = 200;
  private static final int MAX_ANSWER_LENGTH = 256 << 10;

  /**
   * Limit of all answers of a person together, in characters; an answer usually has a few hundred.
   */
  private static final long MAX_LENGTH_PER_PERSON = 2 << 20;

  /** No call takes longer; after this time its instance has died. */
  private static final Duration MAX_CALL_TIME = Duration.ofMinutes(2);

  // A quoted string (RFC 9651); clients also send it without quotes.
  private static final Pattern KEY = Pattern.compile("\"?([!#-\\[\\]-~]{1,255})\"?");

  private final IdempotencyRows rows;
  private final SealedAnswers sealed;
  private final Clock clock;

  @Inject
  IdempotentCalls(IdempotencyRows rows, SealedAnswers sealed, Clock clock) {
    this.rows = rows;
    this.sealed = sealed;
    this.clock = clock;
  }

  /**
   * Runs the call, or returns the answer of its first run.
   *
   * @param key the header's value; without one the call simply runs
   * @param personId the caller; the keys of different people are independent
   * @param request identifies the request: the kind of call, the ids in its path, its body
   * @param call returns an answer with a record, see {@link
   *     org.clustershare.platform.json.JsonBinding}; it fails with an exception
   * @throws ProblemException {@link IdempotencyProblem}, and any problem of the call
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
    var entry =
        new IdempotentCall(
            Fingerprint.of(personId, matcher.group(1)),
            personId,
            Sha256.hex(request),
            clock.instant());
    rows.deleteOld(
        clock.instant().minus(RETENTION), personId, MAX_ANSWERS_PER_PERSON, MAX_LENGTH_PER_PERSON);
    try {
      rows.insert(entry);
    } catch (PersistenceException taken) {
      if (!IntegrityViolation.isCauseOf(taken)) {
        throw taken;
      }
      // If the first call failed meanwhile, it left no row: the repetition can be sent again.
      var found =
          rows.find(entry.id())
              .orElseThrow(
                  () -> new ProblemException(taken, IdempotencyProblem.IDEMPOTENT_CALL_UNDER_WAY));
      return repeat(found, entry, call);
    }
    return execute(entry, call);
  }

  private Response repeat(IdempotentCall found, IdempotentCall entry, Supplier<Response> call) {
    if (!found.requestHash().equals(entry.requestHash())) {
      throw new ProblemException(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
    }
    if (found.answer().isPresent()) {
      return storedAnswer(found.id(), found.answer().get());
    }
    boolean abandoned = found.startedAt().plus(MAX_CALL_TIME).isBefore(clock.instant());
    if (abandoned && rows.takeOver(found, clock.instant())) {
      return execute(entry, call);
    }
    throw new ProblemException(IdempotencyProblem.IDEMPOTENT_CALL_UNDER_WAY);
  }

  private Response storedAnswer(String id, String answer) {
    return StoredAnswer.isEarlier(answer)
        ? StoredAnswer.earlierResponse(answer)
        : sealed
            .open(id, answer)
            .map(StoredAnswer::response)
            .orElseThrow(() -> new ProblemException(IdempotencyProblem.IDEMPOTENT_ANSWER_LOST));
  }

  private Response execute(IdempotentCall entry, Supplier<Response> call) {
    Response answer;
    try {
      answer = call.get();
    } catch (RuntimeException failed) {
      rows.delete(entry.id());
      throw failed;
    }
    store(entry.id(), answer);
    return answer;
  }

  /**
   * Stores the answer. The call has run, so a failure here must not let a repetition run it again.
   */
  private void store(String id, Response answer) {
    try {
      var text = sealed.seal(id, StoredAnswer.text(answer));
      rows.storeAnswer(id, text.length() <= MAX_ANSWER_LENGTH ? text : TOO_LONG);
    } catch (RuntimeException e) {
      LOG.warn("answer to an idempotent call not stored: call={} reason={}", id, e.toString());
      markDone(id);
    }
  }

  private void markDone(String id) {
    try {
      rows.storeAnswer(id, TOO_LONG);
    } catch (RuntimeException e) {
      // The database is away. After two minutes the call counts as abandoned.
      LOG.warn("idempotent call not marked as done: call={} reason={}", id, e.toString());
    }
  }
}
