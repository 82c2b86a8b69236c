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
  @Inject private VerifiedRecords verified;

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

  @Test
  void aFalseTimeMakesRetentionHideNothing() throws Exception {
    write(5);
    long end = rows.end().position();
    var old = "chain_position between %d and %d".formatted(end - 4, end - 2);
    sql("update audit_record set happened_at = happened_at - interval '800' day where " + old);
    try {
      var yesterday = Instant.now().minusSeconds(86_400);
      assertThrows(RuntimeException.class, () -> pruneAll(yesterday, end));
      assertTrue(rows.end().prunedPosition() == end - 5);
      assertEquals(5, rows.between(end - 5, end, 10).size());
      assertTrue(verifier.verify(Optional.empty()).lines().toString().contains("CHANGED"));
    } finally {
      sql("update audit_record set happened_at = happened_at + interval '800' day where " + old);
    }
    assertTrue(verifier.verify(Optional.empty()).good());
  }

  /** Makes the false records the first ones, and prunes then. */
  private void pruneAll(Instant before, long end) {
    int genuine = (int) (end - 5 - rows.end().prunedPosition());
    if (genuine > 0) {
      rows.prune(Instant.now().plusSeconds(60), genuine);
    }
    rows.prune(before, 1_000);
  }

  @Test
  void onlyVerifiedRecordsUpToTheAnchorAreForwarded() throws Exception {
    write(5);
    long end = rows.end().position();
    sql(
        """
        insert into audit_record select '000000000000-0000-forged', happened_at, action, result, actor_kind,
        'mallory@example.com', actor_key, project_id, cluster_id, object_id, object_name, subject_key, address,
        forwarded_for, user_agent, request_id, intent_id, details, stamp, 1000000000000000, previous_mac, mac
        from audit_record where chain_position = %d"""
            .formatted(end));
    try {
      var batch = verified.after(end - 5, 100);
      assertEquals(5, batch.records().size());
      assertTrue(batch.fault().isEmpty());
      write(1);
      assertEquals(1, verified.after(end, 100).records().size());
      assertTrue(verified.after(1_000_000_000_000_000L, 100).fault().isPresent());
    } finally {
      sql("delete from audit_record where id like '%-forged'");
    }
    sql("update audit_record set object_name = 'forged' where chain_position = " + (end - 2));
    try {
      var batch = verified.after(end - 5, 100);
      assertEquals(2, batch.records().size());
      assertTrue(batch.fault().orElseThrow().contains("position " + (end - 2)));
    } finally {
      sql("update audit_record set object_name = '' where chain_position = " + (end - 2));
    }
    assertTrue(verifier.verify(Optional.empty()).good());
  }

  @Test
  void anInventedPositionBehindTheEndDoesNotStopTheSealer() throws Exception {
    write(1);
    long end = rows.end().position();
    sql(
        """
        insert into audit_record select '000000000000-0000-forged', happened_at - interval '1' hour, action, result,
        actor_kind, actor, actor_key, project_id, cluster_id, object_id, object_name, subject_key, address,
        forwarded_for, user_agent, request_id, intent_id, details, stamp, chain_position + 1, previous_mac, mac
        from audit_record where chain_position = %d"""
            .formatted(end));
    try {
      write(1);
      assertEquals(1, verified.after(end, 100).records().size());
      // The forged row has lost its position, and waits for ever.
      assertThrows(RuntimeException.class, sealer::requireNoneWaits);
    } finally {
      sql("delete from audit_record where id like '%-forged'");
    }
    sealer.requireNoneWaits();
    assertTrue(verifier.verify(Optional.empty()).good());
  }

  @Test
  void behindAnOlderAnchorNothingIsChained() throws Exception {
    write(1);
    sql("create table older_anchor as select * from audit_chain");
    write(2);
    sql("create table newer_anchor as select * from audit_chain");
    try {
      restore("older_anchor");
      trail.record(AuditEvent.of(AuditAction.CLUSTER_CHECK));
      assertThrows(RuntimeException.class, sealer::chain);
    } finally {
      restore("newer_anchor");
      sql("drop table older_anchor");
      sql("drop table newer_anchor");
    }
    sealer.chain();
    assertTrue(verifier.verify(Optional.empty()).good());
  }

  private void restore(String table) throws Exception {
    sql(
        """
        update audit_chain set last_position = (select last_position from %1$s),
        last_mac = (select last_mac from %1$s), mac = (select mac from %1$s)"""
            .formatted(table));
  }
}
