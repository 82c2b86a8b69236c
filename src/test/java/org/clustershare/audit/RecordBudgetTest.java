package org.clustershare.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.clustershare.audit.RequestOrigin.Actor;
import org.junit.jupiter.api.Test;

/** Repeated actions of people and visitors are limited and counted; changes never are. */
class RecordBudgetTest {
  private static final Instant NOW = Instant.parse("2026-11-28T06:00:10Z");
  private static final AuditEvent OPENING =
      AuditEvent.of(AuditAction.SHARE_OPEN)
          .at("project-a", "cluster-a")
          .object("share-a", "name")
          .by(Actor.ANONYMOUS);
  private static final AuditEvent OTHER_OPENING =
      AuditEvent.of(AuditAction.SHARE_OPEN)
          .at("project-b", "cluster-b")
          .object("share-b", "name")
          .by(Actor.ANONYMOUS);
  private static final AuditEvent DOWNLOAD =
      AuditEvent.of(AuditAction.KUBECONFIG_DOWNLOAD)
          .at("project-a", "cluster-a")
          .by("viewer@example.com");

  private final RecordBudget budget = new RecordBudget();

  private long admitted(int times, AuditEvent event, String address) {
    return IntStream.range(0, times).filter(_ -> budget.admits(event, address, NOW)).count();
  }

  @Test
  void whatIsLeftOutIsCountedForItsShareOnly() {
    assertThat(admitted(100, OPENING, "192.0.2.1")).isEqualTo(60);
    assertThat(admitted(1, OTHER_OPENING, "192.0.2.1")).isEqualTo(1);

    assertThat(budget.leftOut()).hasSize(1);
    var sum = budget.leftOut().keySet().iterator().next();
    assertThat(sum.target()).isEqualTo(OPENING.target());
    assertThat(budget.leftOut()).containsValue(40);
  }

  @Test
  void refusedChangesInInventedProjectsHaveTheirAuthorsLimitAndOneCount() {
    long admitted =
        IntStream.range(0, 400)
            .mapToObj(i -> AuditEvent.of(AuditAction.PERMISSION_REFUSE).object("p" + i, ""))
            .filter(event -> budget.admits(event.by("prober@example.com"), "192.0.2.1", NOW))
            .count();

    assertThat(admitted).isEqualTo(300);
    assertThat(budget.leftOut().values()).containsExactly(100);
  }

  @Test
  void oneVisitorDoesNotHideOthers() {
    admitted(1_000, OPENING, "192.0.2.1");

    assertThat(admitted(10, OPENING, "192.0.2.2")).isEqualTo(10);
    var refusal =
        AuditEvent.of(AuditAction.SHARE_REFUSE)
            .at("project-a", "cluster-a")
            .object("share-a", "name")
            .by(Actor.ANONYMOUS);
    assertThat(admitted(1, refusal, "192.0.2.1")).isEqualTo(1);
  }

  @Test
  void theAddressesOfOneSubscriberAreOneVisitor() {
    long admitted =
        IntStream.range(0, 100)
            .filter(i -> budget.admits(OPENING, "2001:db8::" + Integer.toHexString(i), NOW))
            .count();

    assertThat(admitted).isEqualTo(60);
  }

  @Test
  void manyVisitorsTogetherAreLimited() {
    long admitted =
        IntStream.range(0, 1_000)
            .filter(i -> budget.admits(OPENING, "10.0.%d.%d".formatted(i / 250, i % 250), NOW))
            .count();

    assertThat(admitted).isEqualTo(600);
    assertThat(budget.leftOut()).containsValue(400);
  }

  @Test
  void aPersonsDownloadsAreLimitedPerClusterAndInAll() {
    assertThat(admitted(1_000, DOWNLOAD, "192.0.2.1")).isEqualTo(60);
    assertThat(admitted(10, DOWNLOAD.by("other@example.com"), "192.0.2.1")).isEqualTo(10);
    long elsewhere =
        IntStream.range(0, 1_000)
            .filter(i -> budget.admits(DOWNLOAD.at("project-a", "c" + i), "192.0.2.1", NOW))
            .count();

    assertThat(elsewhere).isEqualTo(240);
  }

  @Test
  void aCountOutlivesItsMinuteUntilItIsWritten() {
    admitted(70, OPENING, "192.0.2.1");
    var nextMinute = NOW.plusSeconds(60);

    assertThat(budget.admits(OPENING, "192.0.2.1", nextMinute)).isTrue();
    var counts = budget.leftOut();
    assertThat(counts).containsValue(10);
    admitted(61, OPENING, "192.0.2.1");
    budget.written(counts);
    assertThat(budget.leftOut()).hasSize(1).containsValue(1);
    budget.written(budget.leftOut());
    assertThat(budget.leftOut()).isEqualTo(Map.of());
  }

  @Test
  void changesAndCommandsAreAlwaysRecorded() {
    var change = AuditEvent.of(AuditAction.MEMBER_ADD).by("a@example.com");
    var command = AuditEvent.of(AuditAction.AUDIT_EXPORT).by(Actor.SYSTEM);

    assertThat(admitted(5_000, change, "192.0.2.1")).isEqualTo(5_000);
    assertThat(admitted(5_000, command, "")).isEqualTo(5_000);
  }
}
