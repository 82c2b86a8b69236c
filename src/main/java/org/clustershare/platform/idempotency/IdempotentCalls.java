package org.clustershare.platform.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.clustershare.platform.JsonFactory;
import org.clustershare.platform.Sha256;
import org.clustershare.platform.problem.ProblemException;

/**
 * Does a call once, however often it is sent with the same key, on whichever instance of the
 * server: a repetition gets the first one's answer. What failed changed nothing and is not kept, so
 * that it can be sent again. Keys are kept for a day, the newest 200 of each person, and fewer when
 * their answers are longer than 2 MiB together.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The
 *     Idempotency-Key HTTP Header Field</a>
 */
@ApplicationScoped
public class IdempotentCalls {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int KEPT_OF_A_PERSON = 200;
  private static final int LONGEST_ANSWER = 256 << 10;

  /** All answers of a person together, in characters; an answer is usually a few hundred. */
  private static final long ROOM_OF_A_PERSON = 2 << 20;

  /** Longer than any call takes: its server died. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  // A text in quotes (RFC 9651); clients send it without them too.
  private static final Pattern KEY = Pattern.compile("\"?([!#-\\[\\]-~]{1,255})\"?");

  @Inject private IdempotencyRows rows;
  @Inject private Clock clock;

  /**
   * The call's answer.
   *
   * @param key the header's value; empty when there is none: the call is simply made
   * @param personId who calls; keys of different people have nothing to do with each other
   * @param request method, path and body
   * @throws ProblemException {@link IdempotencyProblem}, and whatever the call throws
   */
  public JsonObject once(String key, String personId, String request, Supplier<JsonObject> call) {
    if (key.isEmpty()) {
      return call.get();
    }
    var matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      throw new ProblemException(IdempotencyProblem.KEY_INVALID);
    }
    var claim =
        new IdempotentCall(
            Sha256.hex(personId + "\n" + matcher.group(1)),
            personId,
            Sha256.hex(request),
            clock.instant());
    rows.forgetOld(clock.instant().minus(KEPT), personId, KEPT_OF_A_PERSON, ROOM_OF_A_PERSON);
    try {
      rows.claim(claim);
    } catch (PersistenceException taken) {
      var found = rows.find(claim.id()).orElseThrow(() -> taken);
      return again(found, claim, call);
    }
    return make(claim, call);
  }

  private JsonObject again(IdempotentCall found, IdempotentCall claim, Supplier<JsonObject> call) {
    if (!found.requestHash().equals(claim.requestHash())) {
      throw new ProblemException(IdempotencyProblem.KEY_REUSED);
    }
    if (found.answer().isPresent()) {
      return parsed(found.answer().get());
    }
    boolean abandoned = found.claimedAt().plus(LONGEST_CALL).isBefore(clock.instant());
    if (abandoned && rows.takeOver(found, clock.instant())) {
      return make(claim, call);
    }
    throw new ProblemException(IdempotencyProblem.CALL_UNDER_WAY);
  }

  private JsonObject make(IdempotentCall claim, Supplier<JsonObject> call) {
    boolean kept = false;
    try {
      var answer = call.get();
      var text = answer.toString();
      if (text.length() <= LONGEST_ANSWER) {
        rows.answered(claim.id(), text);
        kept = true;
      }
      return answer;
    } finally {
      if (!kept) {
        rows.forget(claim.id());
      }
    }
  }

  private static JsonObject parsed(String answer) {
    try (var reader = JsonFactory.reader(answer)) {
      return reader.readObject();
    }
  }
}
