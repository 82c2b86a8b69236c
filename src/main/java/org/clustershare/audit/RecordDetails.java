package org.clustershare.audit;

import java.util.Map;
import java.util.TreeMap;
import org.clustershare.platform.json.JsonFactory;

/** The details of a record as a JSON object of bounded size, in the order of their names. */
final class RecordDetails {
  /** The issuer that asserts the email of an external person. */
  static final String ISSUER = "issuer";

  /** In characters, of one value. */
  private static final int MAX_VALUE = 1_000;

  private static final int MAX_DETAILS = 16;

  private RecordDetails() {}

  static String json(Map<String, String> details) {
    var json = JsonFactory.object();
    new TreeMap<>(details)
        .entrySet().stream()
            .limit(MAX_DETAILS)
            .forEach(
                detail -> json.add(detail.getKey(), AuditRows.line(detail.getValue(), MAX_VALUE)));
    return json.build().toString();
  }
}
