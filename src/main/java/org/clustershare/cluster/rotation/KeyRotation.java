package org.clustershare.cluster.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.SealedClusterRows;
import org.clustershare.cluster.credentials.SealedClient;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.credentials.SealedRenewal;
import org.clustershare.cluster.credentials.UnsealingException;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotation of the encryption key: seals all secrets of clusters under the newest key. The rows
 * themselves show what remains, so that the rotation continues after a restart, and beside other
 * instances.
 */
@ApplicationScoped
public class KeyRotation {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
  private static final int BATCH = 100;

  private final ClusterRows rows;
  private final SealedClusterRows sealedRows;
  private final SealedCredentials sealed;
  private final SealedClient clients;
  private final SealedRenewal renewals;
  private final ClusterSettings settings;

  @Inject
  KeyRotation(
      ClusterRows rows,
      SealedClusterRows sealedRows,
      SealedCredentials sealed,
      SealedClient clients,
      SealedRenewal renewals,
      ClusterSettings settings) {
    this.rows = rows;
    this.sealedRows = sealedRows;
    this.sealed = sealed;
    this.clients = clients;
    this.renewals = renewals;
    this.settings = settings;
  }

  /**
   * Opens one cluster's credentials and one client's secret for each key in use. Changes nothing.
   *
   * @throws EarlySealsException if the database has credentials of the first version, and the
   *     operator has not accepted them
   * @throws UnsealingException if a key is missing, or has changed under its name
   */
  public void requireKeys() {
    var early = sealedRows.idsSealedWithoutKeyId();
    if (!early.isEmpty() && !settings.acceptEarlySeals()) {
      throw new EarlySealsException(early);
    }
    sealedRows.onePerKey().forEach(sealed::open);
    sealedRows
        .onePerClientKey()
        .forEach(cluster -> cluster.client().ifPresent(own -> clients.open(cluster.id(), own)));
  }

  /**
   * Credentials of the first version were sealed for no address. If the operator accepts them, this
   * seals them once for the address in the row; from then on no such seal opens.
   *
   * @throws UnsealingException if a key is missing, or has changed under its name
   */
  public void resealEarly() {
    var early =
        settings.acceptEarlySeals() ? sealedRows.idsSealedWithoutKeyId() : List.<String>of();
    for (var clusterId : early) {
      rows.change(
          clusterId,
          ExpectedVersion.any(),
          cluster -> {
            var access = sealed.openEarly(cluster);
            return cluster.withSeal(sealed.seal(clusterId, access), sealed.keyId());
          },
          this::event);
      LOG.info("credentials of the first version sealed for their address: cluster={}", clusterId);
    }
  }

  /** The number of clusters with secrets under another key. */
  public long remaining() {
    return sealedRows.countSealedWithOtherKey(sealed.keyId());
  }

  /** The name of the newest key. */
  public String keyId() {
    return sealed.keyId();
  }

  /** Reseals all secrets that another key sealed; without a time limit. */
  public void run() {
    long left = remaining();
    if (left == 0) {
      return;
    }
    LOG.info("encryption key rotation begins: key={} clusters={}", sealed.keyId(), left);
    long done = 0;
    var last = "";
    for (var ids = next(last); !ids.isEmpty(); ids = next(last)) {
      done += ids.stream().filter(this::reseal).count();
      last = ids.getLast();
      LOG.info("encryption key rotation: key={} done={} of={}", sealed.keyId(), done, left);
    }
    LOG.info(
        "encryption key rotation ends: key={} done={} left={}", sealed.keyId(), done, remaining());
  }

  private List<String> next(String last) {
    return sealedRows.idsSealedWithOtherKey(sealed.keyId(), last, BATCH);
  }

  private AuditEvent event(Cluster before, Cluster after) {
    return ClusterRows.event(AuditAction.CLUSTER_RESEAL, after).with("key", sealed.keyId());
  }

  private Cluster resealed(Cluster cluster) {
    return cluster
        .withSeal(sealed.seal(cluster.id(), sealed.open(cluster)), sealed.keyId())
        .withClient(cluster.client().map(own -> resealed(cluster.id(), own)))
        .withRenewal(cluster.renewal().flatMap(requested -> resealed(cluster.id(), requested)));
  }

  private StoredClient resealed(String clusterId, StoredClient own) {
    return clients.isUnderAnotherKey(own)
        ? clients.seal(clusterId, clients.open(clusterId, own))
        : own;
  }

  /** A request whose key is missing is dropped: another one can be sent. */
  private Optional<StoredRenewal> resealed(String clusterId, StoredRenewal requested) {
    if (!renewals.isUnderAnotherKey(requested)) {
      return Optional.of(requested);
    }
    try {
      return Optional.of(renewals.reseal(clusterId, requested));
    } catch (UnsealingException e) {
      LOG.warn("certificate request dropped: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private boolean reseal(String clusterId) {
    try {
      rows.change(clusterId, ExpectedVersion.any(), this::resealed, this::event);
      return true;
    } catch (ProblemException removedMeanwhile) {
      return false;
    } catch (UnsealingException e) {
      LOG.error("not resealed: cluster={} reason={}", clusterId, e.getMessage());
      return false;
    }
  }
}
