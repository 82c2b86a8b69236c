package org.clustershare.console.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.export.AuditRecordJson;
import org.clustershare.project.activity.Activity.CheckedRecord;

/**
 * A record on the page for activity.
 *
 * @param action such as {@code share.create}
 * @param result the result; that of an unfinished change is {@code STARTED}, and {@code UNKNOWN}
 *     once no instance can still be at it
 * @param object the name of the object, else its id
 * @param details each as {@code name=value}
 * @param finding what is wrong with the record; empty text if it is as Cluster Share wrote it
 */
public record ActivityRow(
    Instant at,
    String action,
    String result,
    String actorKind,
    String actor,
    String object,
    String subject,
    String address,
    List<String> details,
    String finding) {

  static ActivityRow of(CheckedRecord checked, Instant unfinishedBefore) {
    var row = checked.row();
    var content = row.content();
    boolean abandoned =
        content.result().equals("STARTED") && row.happenedAt().isBefore(unfinishedBefore);
    var target = row.target();
    return new ActivityRow(
        row.happenedAt(),
        content.action(),
        abandoned ? "UNKNOWN" : content.result(),
        row.actor().kind(),
        AuditRecordJson.issuer(row)
            .map(issuer -> "%s (%s)".formatted(row.actor().email(), issuer))
            .orElse(row.actor().email()),
        target.objectName().isEmpty() ? target.objectId() : target.objectName(),
        content.subjectKey(),
        row.origin().address(),
        AuditRecordJson.details(content.details()).entrySet().stream()
            .filter(detail -> !detail.getValue().isEmpty())
            .map(ActivityRow::text)
            .toList(),
        checked.finding().map(Kind::name).orElse(""));
  }

  private static String text(Map.Entry<String, String> detail) {
    return detail.getKey() + "=" + detail.getValue();
  }

  /** The CSS state of the result's badge. */
  public String state() {
    return switch (result) {
      case "DONE" -> "good";
      case "STARTED" -> "off";
      default -> "bad";
    };
  }
}
