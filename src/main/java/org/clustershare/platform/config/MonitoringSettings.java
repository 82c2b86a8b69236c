package org.clustershare.platform.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.NetworkRange;

/**
 * Settings of metrics and the log.
 *
 * @param networks the networks that may read metrics, the OpenAPI document and the details of
 *     health ({@code monitoring-networks}); {@link NetworkRange#PUBLIC} for all networks
 * @param metricsToken the bearer token that metrics need, from any network ({@code metrics-token});
 *     without it the networks decide
 * @param logFormat the format of log lines ({@code log-format})
 */
public record MonitoringSettings(
    Set<NetworkRange> networks, Optional<Secret> metricsToken, LogFormat logFormat) {
  private static final String TOKEN = "metrics-token";

  /** Visible ASCII, in which {@code b64token} (RFC 6750, section 2.1) is, without separators. */
  private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e&&[^\",;\\\\]]{16,512}");

  /** The formats of log lines. */
  public enum LogFormat {
    TEXT,
    JSON;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static MonitoringSettings read(SettingValues values) {
    return new MonitoringSettings(
        values.choices(
            "monitoring-networks",
            NetworkRange.values(),
            NetworkRange::key,
            Set.of(NetworkRange.PRIVATE, NetworkRange.LOOPBACK)),
        token(values),
        logFormat(values));
  }

  private static Optional<Secret> token(SettingValues values) {
    var token = values.secret(TOKEN);
    if (token.filter(text -> !USABLE.matcher(text).matches()).isPresent()) {
      values.problem(
          "%s must have 16 to 512 visible ASCII characters without quotes, commas, semicolons and backslashes; make one with: openssl rand -hex 32."
              .formatted(TOKEN));
      return Optional.empty();
    }
    return token.map(Secret::of);
  }

  private static LogFormat logFormat(SettingValues values) {
    var text = values.text("log-format").orElse(LogFormat.TEXT.key());
    for (var format : LogFormat.values()) {
      if (format.key().equals(text)) {
        return format;
      }
    }
    values.problem("log-format must be text or json; it is \"%s\".".formatted(text));
    return LogFormat.TEXT;
  }
}
