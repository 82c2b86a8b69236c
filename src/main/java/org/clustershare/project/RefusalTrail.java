package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;
import org.clustershare.platform.problem.ProblemException;

/**
 * Records of changes that people try and may not make. What people may not see is not recorded. A
 * project that does not exist is treated as one of other people, so that the time of an answer does
 * not tell them apart.
 */
@ApplicationScoped
public class RefusalTrail {
  private final AuditTrail trail;

  @Inject
  RefusalTrail(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * Runs a check whether a person may take an action.
   *
   * @param event the place of the action
   * @throws ProblemException of the check, recorded if the action is a change
   */
  void check(Action action, AuditEvent event, Runnable check) {
    if (action.isChange()) {
      check(action.name(), event, check);
    } else {
      check.run();
    }
  }

  /** The same for a change that belongs to no project, such as the creation of one. */
  public void check(String change, Runnable check) {
    check(change, AuditEvent.of(AuditAction.PERMISSION_REFUSE), check);
  }

  private void check(String change, AuditEvent event, Runnable check) {
    try {
      check.run();
    } catch (ProblemException e) {
      var key = change.toLowerCase(Locale.ROOT).replace('_', '-');
      trail.record(event.with("change", key).failed(e));
      throw e;
    }
  }
}
