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
import java.util.Optional;
import org.clustershare.audit.chain.TrailCondition;
import org.clustershare.audit.chain.VerifiedRecords;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.export.AuditRecordJson;
import org.clustershare.audit.settings.AuditSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies chained records to the targets: at least once, in order, and only verified ones. At a
 * record that was changed or removed, the copies stop until the trail is restored. The table is the
 * queue. A target that fails is tried again after 5 seconds, then less often, at most every 5
 * minutes.
 */
@ApplicationScoped
public class AuditForwarder {
  private static final Logger LOG = LoggerFactory.getLogger(AuditForwarder.class);
  private static final int BATCH = 100;

  /** Longer than a delivery takes; after it, another instance takes over. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration FAULT_PAUSE = Duration.ofSeconds(10);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

  private final TargetRows targetRows;
  private final VerifiedRecords records;
  private final TrailCondition condition;
  private final AuditSettings settings;
  private final Clock clock;
  private final List<ForwardTarget> targets = new ArrayList<>();
  private final Map<String, Duration> pauses = new HashMap<>();
  private final Map<String, DeliverySize> sizes = new HashMap<>();

  @Inject
  AuditForwarder(
      TargetRows targetRows,
      VerifiedRecords records,
      TrailCondition condition,
      AuditSettings settings,
      Clock clock) {
    this.targetRows = targetRows;
    this.records = records;
    this.condition = condition;
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
    boolean more = true;
    while (more) {
      var now = clock.instant();
      var position = targetRows.lease(target.name(), now, now.plus(LEASE));
      more = position.isPresent() && deliver(target, position.get());
    }
  }

  /** Delivers a part of what is new, and says whether to go on at once. */
  private boolean deliver(ForwardTarget target, long position) {
    var next = records.after(position, BATCH);
    var size = sizes.computeIfAbsent(target.name(), _ -> new DeliverySize());
    var lines = size.fitting(next.records().stream().map(AuditRecordJson::line).toList());
    try {
      if (!lines.isEmpty()) {
        target.deliver(lines);
        noteSuccess(target.name());
      }
    } catch (IOException e) {
      if (e instanceof DeliveryTooLargeException) {
        size.reduce(lines);
      }
      targetRows.release(target.name(), position, clock.instant().plus(pause(target.name())));
      LOG.warn(
          "audit records not delivered, retrying: target={} after={} reason={}",
          target.name(),
          position,
          e.getMessage());
      return false;
    }
    var delivered = next.records().subList(0, lines.size());
    targetRows.release(
        target.name(),
        last(delivered, position),
        clock.instant().plus(pause(target, next.fault())));
    return next.fault().isEmpty()
        && (lines.size() == BATCH || lines.size() < next.records().size());
  }

  /** A fault stays until people mend it, so it is told once in each pause. */
  private Duration pause(ForwardTarget target, Optional<String> fault) {
    var work = "forwarded to " + target.name();
    if (fault.isEmpty()) {
      condition.good(work);
      return Duration.ZERO;
    }
    condition.fault(work, fault.get());
    LOG.error(
        "audit records not forwarded, run audit verify: target={} reason={}",
        target.name(),
        fault.get());
    return FAULT_PAUSE;
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
