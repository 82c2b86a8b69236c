package org.clustershare.audit.export;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.platform.json.JsonBinding;
import org.clustershare.platform.json.JsonFactory;

/**
 * A record of the trail in the API, in exports and at the webhook. Members that do not apply are
 * left out.
 *
 * @param id sorts by time
 * @param at the time
 * @param action such as {@code share.create}
 * @param result {@code STARTED}, {@code DONE}, {@code PARTIAL}, {@code REFUSED}, {@code FAILED} or
 *     {@code UNKNOWN}
 * @param intent the id of the record with {@code STARTED} that this one completes
 * @param position the place in the chain; none until the record is chained
 * @param mac the code in the chain
 * @param finding {@code CHANGED}, {@code MOVED} or {@code INSERTED}, if the record is not as
 *     Cluster Share wrote it
 */
public record AuditRecordJson(
    String id,
    Instant at,
    String action,
    String result,
    Actor actor,
    Optional<String> project,
    Optional<String> cluster,
    Optional<Target> object,
    Optional<String> subject,
    Origin from,
    Optional<String> intent,
    Map<String, String> details,
    Optional<Long> position,
    Optional<String> mac,
    Optional<String> finding) {

  /**
   * The actor.
   *
   * @param kind {@code PERSON}, {@code EXTERNAL}, {@code ANONYMOUS} or {@code SYSTEM}
   * @param issuer the issuer that asserts the email of an external person
   */
  public record Actor(String kind, Optional<String> email, Optional<String> issuer) {}

  /** The object of the action; the kind is the first part of the action's name. */
  public record Target(String kind, Optional<String> id, Optional<String> name) {}

  /**
   * The request of the action.
   *
   * @param forwardedFor what the client claims in {@code X-Forwarded-For}
   */
  public record Origin(
      Optional<String> address,
      Optional<String> forwardedFor,
      Optional<String> userAgent,
      Optional<String> requestId) {}

  /** A record that was verified. */
  public static AuditRecordJson of(AuditRecord row) {
    return of(row, Optional.empty());
  }

  /**
   * A record and the result of its check.
   *
   * @param finding what is wrong with it
   */
  public static AuditRecordJson of(AuditRecord row, Optional<Kind> finding) {
    var content = row.content();
    var target = row.target();
    var origin = row.origin();
    return new AuditRecordJson(
        row.id(),
        row.happenedAt(),
        content.action(),
        content.result(),
        new Actor(row.actor().kind(), text(row.actor().email()), issuer(row)),
        text(target.projectId()),
        text(target.clusterId()),
        Optional.of(
                new Target(
                    content.action().replaceFirst("\\..*", ""),
                    text(target.objectId()),
                    text(target.objectName())))
            .filter(object -> object.id().isPresent() || object.name().isPresent()),
        text(content.subjectKey()),
        new Origin(
            text(origin.address()),
            text(origin.forwardedFor()),
            text(origin.userAgent()),
            text(origin.requestId())),
        text(content.intentId()),
        details(content.details()),
        row.position(),
        text(row.mac()),
        finding.map(Kind::name));
  }

  /** The issuer that asserts the email of an external person. */
  public static Optional<String> issuer(AuditRecord row) {
    return Optional.of(row)
        .filter(record -> record.actor().kind().equals("EXTERNAL"))
        .map(record -> details(record.content().details()).getOrDefault("issuer", ""));
  }

  /** One line of JSON for a record that was verified, without a line break. */
  public static String line(AuditRecord row) {
    return line(row, Optional.empty());
  }

  /** The same with the result of its check. */
  static String line(AuditRecord row, Optional<Kind> finding) {
    return JsonBinding.write(of(row, finding));
  }

  /** The details of a record by name; none if a person with database access spoilt them. */
  public static Map<String, String> details(String json) {
    JsonObject object;
    try (var reader = JsonFactory.reader(json)) {
      object = reader.readObject();
    } catch (JsonException changed) {
      return Map.of();
    }
    var details = new LinkedHashMap<String, String>();
    object.keySet().forEach(name -> details.put(name, object.getString(name, "")));
    return details;
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
