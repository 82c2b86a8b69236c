package org.clustershare.audit.forward;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.export.AuditRecordJson;
import org.clustershare.audit.export.AuditRecordRows;
import org.clustershare.audit.settings.AuditSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies chained records to the targets: at least once, in order. The table is the queue. A target
 * that fails is tried again after 5 seconds, then less often, at most every 5 minutes.
 */
@ApplicationScoped
public class AuditForwarder {
  private static final Logger LOG = LoggerFactory.getLogger(AuditForwarder.class);
  private static final int BATCH = 100;

  /** Longer than a delivery takes; after it, another instance takes over. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

  private final TargetRows targetRows;
  private final AuditRecordRows records;
  private final AuditSettings settings;
  private final Clock clock;
  private final List<ForwardTarget> targets = new ArrayList<>();
  private final Map<String, Duration> pauses = new HashMap<>();

  @Inject
  AuditForwarder(
      TargetRows targetRows, AuditRecordRows records, AuditSettings settings, Clock clock) {
    this.targetRows = targetRows;
    this.records = records;
    this.settings = settings;
    this.clock = clock;
  }

  @PostConstruct
  void open() {
    if (settings.stdout()) {
      targets.add(new StdoutTarget());
    }
    settings.webhook().ifPresent(webhook -> targets.add(new WebhookTarget(webhook, clock)));
  }

  /** Adds the targets' cursors at the start, so that no record after it is left out. */
  public void begin() {
    targets.forEach(target -> targetRows.add(target.name(), clock.instant()));
  }

  /** Delivers to each target what is new, up to a batch that is not full. */
  public synchronized void forward() {
    targets.forEach(this::forward);
  }

  private void forward(ForwardTarget target) {
    int delivered = BATCH;
    while (delivered == BATCH) {
      var now = clock.instant();
      var position = targetRows.lease(target.name(), now, now.plus(LEASE));
      if (position.isEmpty()) {
        return;
      }
      delivered = deliver(target, position.get());
    }
  }

  /** Delivers a batch and returns its size; 0 if the target fails. */
  private int deliver(ForwardTarget target, long position) {
    var batch = records.chained(position, BATCH);
    try {
      if (!batch.isEmpty()) {
        target.deliver(batch.stream().map(AuditRecordJson::line).toList());
        noteSuccess(target.name());
      }
      targetRows.release(target.name(), last(batch, position), clock.instant());
      return batch.size();
    } catch (IOException e) {
      targetRows.release(target.name(), position, clock.instant().plus(pause(target.name())));
      LOG.warn(
          "audit records not delivered, retrying: target={} after={} reason={}",
          target.name(),
          position,
          e.getMessage());
      return 0;
    }
  }

  private static long last(List<AuditRecord> batch, long position) {
    return batch.isEmpty() ? position : batch.getLast().position().orElseThrow();
  }

  private void noteSuccess(String target) {
    if (pauses.remove(target) != null) {
      LOG.info("audit records are delivered again: target={}", target);
    }
  }

  private Duration pause(String target) {
    return pauses.merge(
        target,
        FIRST_PAUSE,
        (before, first) ->
            before.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? before.multipliedBy(2) : MAX_PAUSE);
  }
}
