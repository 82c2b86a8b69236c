package org.clustershare.oidc.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.database.IntegrityViolation;

/**
 * Guard against a second use of a sign-in's state, at any instance. The database holds the hash of
 * each used state for longer than the state is valid.
 */
@ApplicationScoped
public class StateReplayGuard {
  private final UsedStateRows rows;
  private final Clock clock;

  @Inject
  StateReplayGuard(UsedStateRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Whether a state was used, by its id. Only {@link #use} decides a race. */
  boolean isUsed(String id) {
    return rows.exists(Sha256.hex(id));
  }

  /** Marks a state as used, by its id; returns whether this was the first use. */
  public boolean use(String id) {
    try {
      return rows.insert(
          Sha256.hex(id), clock.instant().plus(SignInState.LIFETIME.multipliedBy(2)));
    } catch (RuntimeException e) {
      if (IntegrityViolation.isCauseOf(e)) {
        return false;
      }
      throw e;
    }
  }
}
