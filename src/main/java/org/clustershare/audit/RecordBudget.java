package org.clustershare.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.audit.AuditEvent.Target;
import org.clustershare.audit.RequestOrigin.Actor;
import org.clustershare.audit.RequestOrigin.ActorKind;
import org.clustershare.oidc.signin.ClientAddress;

/**
 * Limit of an instance's records in one minute of the clock, for actions that requests can repeat
 * at will. Visitors are counted by their addresses. What is left out is counted for each actor and
 * object, so that a count never appears in another project.
 */
@ApplicationScoped
public class RecordBudget {
  /** Of one action by one actor on one object. */
  static final int MAX_OF_ACTOR_ON_OBJECT = 60;

  /** Of one action by one actor. */
  static final int MAX_OF_ACTOR = 300;

  /** Of one action on one object. */
  static final int MAX_ON_OBJECT = 600;

  private static final int MAX_COUNTED = 10_000;

  private static final Set<AuditAction> LIMITED =
      Set.of(
          AuditAction.PERMISSION_REFUSE,
          AuditAction.SHARE_OPEN,
          AuditAction.SHARE_REFUSE,
          AuditAction.SHARE_SIGN_IN,
          AuditAction.SHARE_DOWNLOAD,
          AuditAction.KUBECONFIG_DOWNLOAD,
          AuditAction.CLUSTER_CHECK,
          AuditAction.CERTIFICATE_CHECK,
          AuditAction.AUDIT_EXPORT,
          AuditAction.PERSON_CHANGE);

  private final Map<List<Object>, Integer> counts = new HashMap<>();
  private final Map<AuditEvent, Integer> leftOut = new LinkedHashMap<>();
  private Instant minute = Instant.EPOCH;

  /**
   * Counts an action, and says whether it is recorded.
   *
   * @param event with its actor
   */
  synchronized boolean admits(AuditEvent event, String address, Instant now) {
    var actor = event.actor().orElse(Actor.SYSTEM);
    if (actor.kind() == ActorKind.SYSTEM || !LIMITED.contains(event.action())) {
      return true;
    }
    startMinute(now);
    var who = actor.kind() == ActorKind.ANONYMOUS ? ClientAddress.counted(address) : actor;
    var object =
        List.of(event.target().projectId(), event.target().clusterId(), event.target().objectId());
    var limits =
        Map.<List<Object>, Integer>of(
            List.of(event.action(), who, object), MAX_OF_ACTOR_ON_OBJECT,
            List.of("actor", event.action(), who), MAX_OF_ACTOR,
            List.of("object", event.action(), object), MAX_ON_OBJECT);
    boolean admitted =
        counts.size() < MAX_COUNTED
            && limits.entrySet().stream()
                .allMatch(limit -> counts.getOrDefault(limit.getKey(), 0) < limit.getValue());
    if (admitted) {
      limits.keySet().forEach(key -> counts.merge(key, 1, Integer::sum));
    } else {
      leaveOut(event, actor);
    }
    return admitted;
  }

  private void startMinute(Instant now) {
    var current = now.truncatedTo(ChronoUnit.MINUTES);
    if (!current.equals(minute)) {
      minute = current;
      counts.clear();
    }
  }

  private void leaveOut(AuditEvent event, Actor actor) {
    // Requests can invent objects without a project; they have one sum.
    var target = event.target().projectId().isEmpty() ? Target.NONE : event.target();
    var sum =
        new AuditEvent(
            event.action(), event.result(), target, "", Optional.of(actor), "", Map.of());
    boolean full = leftOut.size() >= MAX_COUNTED && !leftOut.containsKey(sum);
    leftOut.merge(full ? AuditEvent.of(event.action()) : sum, 1, Integer::sum);
  }

  /** An event for each count that is not written yet; it is no action itself. */
  synchronized Map<AuditEvent, Integer> leftOut() {
    return new LinkedHashMap<>(leftOut);
  }

  /** Subtracts counts that were written. */
  synchronized void written(Map<AuditEvent, Integer> counts) {
    counts.forEach(
        (event, count) ->
            leftOut.computeIfPresent(event, (_, now) -> now > count ? now - count : null));
  }
}
