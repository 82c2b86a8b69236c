package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.IfMatch;
import org.clustershare.platform.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all credentials, and the secrets of clusters' own clients, under the newest key. What is
 * left to do is seen in the rows themselves, so that it goes on after a restart, and beside other
 * instances.
 */
@ApplicationScoped
public class KeyRotation {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
  private static final int BATCH = 100;

  @Inject private ClusterRows rows;
  @Inject private SealedCredentials sealed;
  @Inject private SealedClient clients;

  /**
   * Opens one cluster's credentials, and one client's secret, for each key in use.
   *
   * @throws UnsealingException when a key is lost, or is not the one that it was
   */
  public void requireKeys() {
    rows.oneForEachKey().forEach(sealed::open);
    rows.oneForEachClientKey()
        .forEach(cluster -> cluster.client().ifPresent(own -> clients.open(cluster.id(), own)));
  }

  /** How many clusters' credentials are still under another key. */
  public long left() {
    return rows.countSealedWithOther(sealed.keyId());
  }

  /** The name of the newest key. */
  public String keyId() {
    return sealed.keyId();
  }

  /** Seals everything anew that another key sealed; takes as long as it takes. */
  public void run() {
    long left = left();
    if (left == 0) {
      return;
    }
    LOG.info("encryption key rotation begins: key={} clusters={}", sealed.keyId(), left);
    long done = 0;
    var behind = "";
    for (var ids = next(behind); !ids.isEmpty(); ids = next(behind)) {
      done += ids.stream().filter(this::reseal).count();
      behind = ids.get(ids.size() - 1);
      LOG.info("encryption key rotation: key={} done={} of={}", sealed.keyId(), done, left);
    }
    LOG.info("encryption key rotation ends: key={} done={} left={}", sealed.keyId(), done, left());
  }

  private List<String> next(String behind) {
    return rows.sealedWithOther(sealed.keyId(), behind, BATCH);
  }

  private boolean reseal(String clusterId) {
    try {
      rows.change(
          clusterId,
          IfMatch.anything(),
          cluster -> {
            cluster.resealed(sealed.seal(clusterId, sealed.open(cluster)), sealed.keyId());
            cluster
                .client()
                .filter(clients::isUnderAnotherKey)
                .map(own -> clients.seal(clusterId, clients.open(clusterId, own)))
                .ifPresent(own -> cluster.client(Optional.of(own)));
          });
      return true;
    } catch (ProblemException removedMeanwhile) {
      return false;
    } catch (UnsealingException e) {
      LOG.error("not sealed anew: cluster={} reason={}", clusterId, e.getMessage());
      return false;
    }
  }
}
