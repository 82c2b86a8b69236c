package org.clustershare.platform.idempotency;

import java.util.Optional;
import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with an Idempotency-Key. */
public enum IdempotencyProblem implements ProblemType {
  KEY_INVALID(400, "idempotency-key-invalid"),
  KEY_REUSED(422, "idempotency-key-reused"),
  CALL_UNDER_WAY(409, "idempotent-call-under-way") {
    @Override
    public Optional<String> retryAfter() {
      return Optional.of("2");
    }
  },
  /** The call was carried out; its answer was too long, or its encryption key is gone. */
  ANSWER_LOST(409, "idempotent-answer-lost");

  private final int status;
  private final String key;

  IdempotencyProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String key() {
    return key;
  }
}
