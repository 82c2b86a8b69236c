package org.clustershare.audit.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.crypto.Secret;

/**
 * Settings of the audit trail.
 *
 * @param retention how long records are kept ({@code audit-retention})
 * @param stdout whether records go to the standard output, too ({@code audit-stdout})
 * @param webhook where records are sent, too
 */
public record AuditSettings(Duration retention, boolean stdout, Optional<Webhook> webhook) {
  private static final String AUTHORIZATION = "audit-webhook-authorization";

  private static final String URL = "audit-webhook-url";
  private static final Duration RETENTION = Duration.ofDays(400);
  private static final Duration MAX_RETENTION = Duration.ofDays(3_660);
  private static final Duration MIN_RETENTION = Duration.ofDays(1);

  /**
   * A server that accepts records.
   *
   * @param url with https, or with http on this machine ({@code audit-webhook-url})
   * @param authorization the value of the header {@code Authorization}
   * @param caFile CA certificates besides the system's ({@code audit-webhook-ca-file})
   */
  public record Webhook(URI url, Optional<Secret> authorization, Optional<Path> caFile) {}

  public static AuditSettings read(SettingValues values) {
    var retention = values.duration("audit-retention", RETENTION, MAX_RETENTION);
    if (retention.compareTo(MIN_RETENTION) < 0) {
      values.problem("audit-retention must be at least 1d; shorter, and the trail proves nothing.");
    }
    return new AuditSettings(retention, values.flag("audit-stdout", false), webhook(values));
  }

  private static Optional<Webhook> webhook(SettingValues values) {
    var authorization = values.secret(AUTHORIZATION);
    var caFile = values.text("audit-webhook-ca-file").map(Path::of);
    if (values.text(URL).isEmpty()) {
      if (authorization.isPresent() || caFile.isPresent()) {
        values.problem(
            "Set audit-webhook-url, or leave out audit-webhook-authorization and"
                + " audit-webhook-ca-file: without an address they have no use.");
      }
      return Optional.empty();
    }
    authorization
        .filter(value -> !value.chars().allMatch(one -> one >= ' ' && one < 0x7f))
        .ifPresent(
            value -> values.problem(AUTHORIZATION + " must have visible ASCII characters only."));
    caFile
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> values.problem("audit-webhook-ca-file %s cannot be read.".formatted(file)));
    return Optional.of(
        new Webhook(
            values.url(URL, "https://siem.example.com/cluster-share"),
            authorization.map(Secret::of),
            caFile));
  }
}
