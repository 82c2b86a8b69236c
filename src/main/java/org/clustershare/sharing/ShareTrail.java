package org.clustershare.sharing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditResult;
import org.clustershare.audit.AuditTrail;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.ShareRows.ShareAndCluster;
import org.clustershare.sharing.entity.Share;

/**
 * Records of what happens with the links of shares. A record names a share by its id, never by the
 * link or its token.
 */
@ApplicationScoped
public class ShareTrail {
  private final AuditTrail trail;
  private final ShareRows rows;

  @Inject
  ShareTrail(AuditTrail trail, ShareRows rows) {
    this.trail = trail;
    this.rows = rows;
  }

  /** The record of an action on a share. */
  static AuditEvent event(AuditAction action, Share share, Cluster cluster) {
    return AuditEvent.of(action)
        .at(cluster.projectId(), cluster.id())
        .object(share.id(), cluster.name())
        .with("creator", share.createdBy());
  }

  /**
   * Records that a visitor opens a share's link.
   *
   * @param step the place at which the link was used: {@code page} or {@code sign-in}
   * @param token the link's token, which only finds the share that a refusal concerns; empty for a
   *     link in KKP's format
   */
  public SharedCluster opening(
      String step, Optional<String> token, Supplier<SharedCluster> opening) {
    SharedCluster shared;
    try {
      shared = opening.get();
    } catch (ProblemException e) {
      refused(token.map(Sha256::hex).flatMap(rows::withTokenHash), e);
      throw e;
    }
    trail.record(
        event(AuditAction.SHARE_OPEN, shared.share(), shared.cluster()).with("step", step));
    return shared;
  }

  /**
   * Records that a visitor continues an unfinished sign-in.
   *
   * @param shareId the share that a refusal concerns, if it is known
   */
  public <T> T reopening(
      Optional<String> shareId, Function<T, SharedCluster> shared, Supplier<T> step) {
    T request = refusing(shareId, step);
    var found = shared.apply(request);
    trail.record(
        event(AuditAction.SHARE_OPEN, found.share(), found.cluster()).with("step", "restart"));
    return request;
  }

  /** Records that a recipient has signed in for a share. */
  public void signedIn(
      SharedCluster shared, String email, Optional<URI> otherIssuer, String style) {
    trail.record(
        by(email, otherIssuer, event(AuditAction.SHARE_SIGN_IN, shared.share(), shared.cluster()))
            .with("style", style));
  }

  /**
   * An issuer that an editor chose can assert any email, so its people have a kind of their own.
   */
  static AuditEvent by(String email, Optional<URI> otherIssuer, AuditEvent event) {
    return otherIssuer
        .map(issuer -> event.byExternal(email, issuer.toString()))
        .orElseGet(() -> event.by(email));
  }

  /**
   * Records a download before the file goes out.
   *
   * @param shareId the share; empty for a member's kubeconfig
   * @param otherIssuer the issuer that asserts the email; empty for the installation's issuer
   */
  public void downloading(String shareId, String email, Optional<URI> otherIssuer) {
    rows.withCluster(shareId)
        .map(found -> event(AuditAction.SHARE_DOWNLOAD, found.share(), found.cluster()))
        .ifPresent(event -> trail.record(by(email, otherIssuer, event)));
  }

  /** Runs a step of a share, and records its problem if it is refused. */
  public <T> T refusing(Optional<String> shareId, Supplier<T> step) {
    try {
      return step.get();
    } catch (ProblemException e) {
      refused(shareId.flatMap(rows::withCluster), e);
      throw e;
    }
  }

  private void refused(Optional<ShareAndCluster> known, ProblemException problem) {
    var event =
        known
            .map(found -> event(AuditAction.SHARE_REFUSE, found.share(), found.cluster()))
            .orElseGet(() -> AuditEvent.of(AuditAction.SHARE_REFUSE));
    trail.record(event.as(AuditResult.REFUSED).with("problem", problem.type().key()));
  }
}
