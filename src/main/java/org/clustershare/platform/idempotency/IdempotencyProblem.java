package org.clustershare.platform.idempotency;

import java.util.Optional;
import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with an Idempotency-Key. */
public enum IdempotencyProblem implements ProblemType {
  IDEMPOTENCY_KEY_INVALID(400),
  IDEMPOTENCY_KEY_REUSED(422),
  IDEMPOTENT_CALL_UNDER_WAY(409) {
    @Override
    public Optional<String> retryAfter() {
      return Optional.of("2");
    }
  },
  /** The call was carried out; its answer was too long, or its encryption key is gone. */
  IDEMPOTENT_ANSWER_LOST(409);

  private final int status;

  IdempotencyProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
