package org.clustershare.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
 *
 * <p>Anonymous visitors cause these records. Each instance writes at most 60 in a minute for each
 * share, and 60 for all links that lead to no share; the next record says how many were left out.
 */
@ApplicationScoped
public class ShareTrail {
  private static final int MAX_PER_MINUTE = 60;
  private static final int MAX_COUNTED = 10_000;
  private static final String NO_SHARE = "";

  private final AuditTrail trail;
  private final ShareRows rows;

  /** The number of records in this minute, by share. */
  private final Cache<String, AtomicInteger> recent =
      Caffeine.newBuilder()
          .maximumSize(MAX_COUNTED)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();

  private final AtomicInteger leftOut = new AtomicInteger();

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
    record(
        shared.share().id(),
        event(AuditAction.SHARE_OPEN, shared.share(), shared.cluster()).with("step", step));
    return shared;
  }

  /** Records that a recipient has signed in for a share. */
  public void signedIn(SharedCluster shared, String email, String issuer, String style) {
    trail.record(
        event(AuditAction.SHARE_SIGN_IN, shared.share(), shared.cluster())
            .by(email)
            .with("issuer", issuer)
            .with("style", style));
  }

  /**
   * Records a download before the file goes out.
   *
   * @param shareId the share; empty for a member's kubeconfig
   */
  public void downloading(String shareId, String email) {
    rows.withCluster(shareId)
        .map(found -> event(AuditAction.SHARE_DOWNLOAD, found.share(), found.cluster()))
        .ifPresent(event -> trail.record(event.by(email)));
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
    record(
        known.map(found -> found.share().id()).orElse(NO_SHARE),
        event.as(AuditResult.REFUSED).with("problem", problem.type().key()));
  }

  private void record(String shareId, AuditEvent event) {
    if (recent.get(shareId, _ -> new AtomicInteger()).incrementAndGet() > MAX_PER_MINUTE) {
      leftOut.incrementAndGet();
      return;
    }
    int missing = leftOut.getAndSet(0);
    trail.record(missing == 0 ? event : event.with("leftOut", missing));
  }
}
