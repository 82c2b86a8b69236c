package org.clustershare.audit.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Row of the audit trail. Its content never changes. When it is chained, it gets a position; texts
 * that do not apply are empty.
 */
@Entity
@Table(name = "audit_record")
public class AuditRecord {
  @Id private String id;

  @Column(name = "happened_at")
  private Instant happenedAt;

  private String action;
  private String result;

  @Column(name = "actor_kind")
  private String actorKind;

  private String actor;

  @Column(name = "actor_key")
  private String actorKey;

  @Column(name = "project_id")
  private String projectId;

  @Column(name = "cluster_id")
  private String clusterId;

  @Column(name = "object_id")
  private String objectId;

  @Column(name = "object_name")
  private String objectName;

  @Column(name = "subject_key")
  private String subjectKey;

  private String address;

  @Column(name = "forwarded_for")
  private String forwardedFor;

  @Column(name = "user_agent")
  private String userAgent;

  @Column(name = "request_id")
  private String requestId;

  @Column(name = "intent_id")
  private String intentId;

  private String details;
  private String stamp = "";

  @Column(name = "chain_position")
  private @Nullable Long position;

  @Column(name = "previous_mac")
  private @Nullable String previousMac;

  private @Nullable String mac;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected AuditRecord() {}

  /**
   * The action of a record.
   *
   * @param subjectKey the lower-case email of the person whom it concerns, or a group
   * @param intentId the record that this one completes
   * @param details a JSON object
   */
  public record Content(
      String action, String result, String subjectKey, String intentId, String details) {}

  /** The actor of a record, by kind and email. */
  public record Actor(String kind, String email, String key) {}

  /** The object of a record. */
  public record Target(String projectId, String clusterId, String objectId, String objectName) {}

  /** The request of a record. */
  public record Origin(String address, String forwardedFor, String userAgent, String requestId) {}

  public AuditRecord(
      String id, Instant happenedAt, Content content, Actor actor, Target target, Origin origin) {
    this.id = id;
    this.happenedAt = happenedAt;
    this.action = content.action();
    this.result = content.result();
    this.subjectKey = content.subjectKey();
    this.intentId = content.intentId();
    this.details = content.details();
    this.actorKind = actor.kind();
    this.actor = actor.email();
    this.actorKey = actor.key();
    this.projectId = target.projectId();
    this.clusterId = target.clusterId();
    this.objectId = target.objectId();
    this.objectName = target.objectName();
    this.address = origin.address();
    this.forwardedFor = origin.forwardedFor();
    this.userAgent = origin.userAgent();
    this.requestId = origin.requestId();
  }

  public String id() {
    return id;
  }

  public Instant happenedAt() {
    return happenedAt;
  }

  public Content content() {
    return new Content(action, result, subjectKey, intentId, details);
  }

  public Actor actor() {
    return new Actor(actorKind, actor, actorKey);
  }

  public Target target() {
    return new Target(projectId, clusterId, objectId, objectName);
  }

  public Origin origin() {
    return new Origin(address, forwardedFor, userAgent, requestId);
  }

  /** All content in a fixed order, without stamp and chain; the time in microseconds. */
  public List<String> fields() {
    return List.of(
        id,
        String.valueOf(happenedAt.getEpochSecond() * 1_000_000L + happenedAt.getNano() / 1_000),
        action,
        result,
        actorKind,
        actor,
        actorKey,
        projectId,
        clusterId,
        objectId,
        objectName,
        subjectKey,
        address,
        forwardedFor,
        userAgent,
        requestId,
        intentId,
        details);
  }

  /** The code over {@link #fields} of the instance that wrote the record. */
  public String stamp() {
    return stamp;
  }

  public void stamp(String code) {
    this.stamp = code;
  }

  /** The position in the chain; empty until it is chained. */
  public Optional<Long> position() {
    return Optional.ofNullable(position);
  }

  /** The code of the preceding record; empty text for none. */
  public String previousMac() {
    return previousMac == null ? "" : previousMac;
  }

  public String mac() {
    return mac == null ? "" : mac;
  }

  /** Takes a place in the chain; only once. */
  public void chain(long newPosition, String previous, String code) {
    if (position != null) {
      throw new IllegalStateException("chained already: " + id);
    }
    this.position = newPosition;
    this.previousMac = previous;
    this.mac = code;
  }

  /** Loses a place in the chain that no instance gave it. */
  public void detach() {
    this.position = null;
    this.previousMac = null;
    this.mac = null;
  }
}
