package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditResult;
import org.clustershare.audit.AuditTrail;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;

/**
 * Records of sign-ins to the console. Anonymous visitors can cause refused ones: each instance
 * records at most 60 of these in a minute, and the next one says how many were left out.
 */
@ApplicationScoped
class SessionTrail {
  private static final int MAX_PER_MINUTE = 60;

  private final AuditTrail trail;
  private final Clock clock;

  private Instant minute = Instant.MIN;
  private int inMinute;
  private int leftOut;

  @Inject
  SessionTrail(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  void begun(Person person) {
    trail.record(AuditEvent.of(AuditAction.SESSION_BEGIN).by(person.email()));
  }

  void refused(ProblemException problem) {
    int missing = count();
    if (missing < 0) {
      return;
    }
    var event =
        AuditEvent.of(AuditAction.SESSION_REFUSE)
            .as(AuditResult.REFUSED)
            .with("problem", problem.type().key());
    trail.record(missing == 0 ? event : event.with("leftOut", missing));
  }

  /** The number of records that were left out before this one; -1 to leave it out, too. */
  private synchronized int count() {
    var now = clock.instant();
    if (!now.isBefore(minute.plus(Duration.ofMinutes(1)))) {
      minute = now;
      inMinute = 0;
    }
    inMinute++;
    if (inMinute > MAX_PER_MINUTE) {
      leftOut++;
      return -1;
    }
    int missing = leftOut;
    leftOut = 0;
    return missing;
  }

  void ended() {
    trail.record(AuditEvent.of(AuditAction.SESSION_END));
  }
}
