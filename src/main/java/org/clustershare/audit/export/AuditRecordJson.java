package org.clustershare.audit.export;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    Optional<String> mac) {

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

  public static AuditRecordJson of(AuditRecord row) {
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
        text(row.mac()));
  }

  /** The issuer that asserts the email of an external person. */
  public static Optional<String> issuer(AuditRecord row) {
    return Optional.of(row)
        .filter(record -> record.actor().kind().equals("EXTERNAL"))
        .map(record -> details(record.content().details()).getOrDefault("issuer", ""));
  }

  /** One line of JSON, without a line break. */
  public static String line(AuditRecord row) {
    return JsonBinding.write(of(row));
  }

  /** The details of a record by name. */
  public static Map<String, String> details(String json) {
    JsonObject object;
    try (var reader = JsonFactory.reader(json)) {
      object = reader.readObject();
    }
    var details = new LinkedHashMap<String, String>();
    object.keySet().forEach(name -> details.put(name, object.getString(name, "")));
    return details;
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
