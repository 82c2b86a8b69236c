package org.clustershare.project.activity.api;

import java.util.List;
import java.util.Optional;
import org.clustershare.audit.export.AuditRecordJson;
import org.clustershare.project.activity.Activity;

/**
 * A page of activity, newest first.
 *
 * @param next the value of the parameter {@code before} for the next page; none on the last one
 */
public record ActivityJson(List<AuditRecordJson> records, Optional<String> next) {
  static ActivityJson of(Activity.Page page) {
    return new ActivityJson(
        page.records().stream()
            .map(record -> AuditRecordJson.of(record.row(), record.finding()))
            .toList(),
        page.next());
  }
}
