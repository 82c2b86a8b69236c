package org.clustershare.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.File;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Retention deletes the beginning of the chain, and the rest stays verifiable. */
@ArquillianTest
class PruningIT {
  @Inject private ChainRows rows;
  @Inject private ChainSealer sealer;
  @Inject private ChainVerifier verifier;
  @Inject private AuditTrail trail;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(PruningIT.class);
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      trail.record(AuditEvent.of(AuditAction.CLUSTER_CHECK));
    }
    sealer.chain();
  }

  private void sql(String statement) throws Exception {
    try (var connection = database.getConnection();
        var executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  @Test
  void theBeginningIsDeletedInBatchesAndTheRestIsVerified() {
    write(10);
    var end = rows.end().position();
    var now = Instant.now();
    write(5);

    assertEquals(4, rows.prune(now, 4));
    while (rows.prune(now, 4) > 0) {
      assertTrue(verifier.verify(Optional.empty()).good());
    }
    sealer.chain();

    var report = verifier.verify(Optional.empty());
    assertTrue(report.good(), () -> report.lines().toString());
    assertEquals(end, rows.end().prunedPosition());
    assertEquals(end + 1, rows.after(0, 1).getFirst().position().orElseThrow());
    assertEquals(0, rows.prune(now, 4));
  }

  @Test
  void nothingIsChainedOrDeletedBehindAChangedAnchor() throws Exception {
    write(1);
    sql("update audit_chain set pruned_position = pruned_position + 1");
    try {
      trail.record(AuditEvent.of(AuditAction.CLUSTER_CHECK));
      assertThrows(RuntimeException.class, sealer::chain);
      assertThrows(RuntimeException.class, () -> rows.prune(Instant.now(), 1));
      assertFalse(verifier.verify(Optional.empty()).good());
    } finally {
      sql("update audit_chain set pruned_position = pruned_position - 1");
    }
    sealer.chain();
    assertTrue(verifier.verify(Optional.empty()).good());
  }
}
