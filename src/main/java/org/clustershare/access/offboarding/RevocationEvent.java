package org.clustershare.access.offboarding;

import java.util.List;
import org.clustershare.access.offboarding.AccessRevocation.RevokedBindings;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditResult;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;

/** The two records of a revocation in one cluster. */
final class RevocationEvent {
  private RevocationEvent() {}

  /** The record of the whole call, which has no cluster. */
  static AuditEvent summary(
      String projectId, AccessSubject accessSubject, RevocationReport report) {
    return AuditEvent.of(AuditAction.ACCESS_END)
        .in(projectId)
        .about(accessSubject.subject().name())
        .as(report.complete() ? AuditResult.DONE : AuditResult.PARTIAL)
        .with("kind", accessSubject.subject().kind())
        .with("clusters", report.revoked().size())
        .with("unanswered", report.unanswered().size());
  }

  static AuditEvent of(
      Cluster cluster, AccessSubject accessSubject, List<EffectiveBinding> revocable) {
    return ClusterRows.event(AuditAction.ACCESS_END, cluster)
        .about(accessSubject.subject().name())
        .with("kind", accessSubject.subject().kind())
        .with("bindings", revocable.stream().map(EffectiveBinding::path).toList());
  }

  /**
   * @param answered whether the outcome is that of the cluster; else the call may go on
   */
  static AuditEvent completed(AuditEvent event, RevokedBindings revokedBindings, boolean answered) {
    var counted =
        event
            .with("ended", revokedBindings.ended().size())
            .with("failed", revokedBindings.failed().size());
    if (!answered) {
      return counted.as(AuditResult.UNKNOWN);
    }
    return counted.as(revokedBindings.failed().isEmpty() ? AuditResult.DONE : AuditResult.PARTIAL);
  }
}
