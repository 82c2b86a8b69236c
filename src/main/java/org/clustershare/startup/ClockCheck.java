package org.clustershare.startup;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Check at startup that this machine's clock can be right. A wrong clock would refuse all tokens,
 * end shares too early or too late, and take the leases of other instances.
 */
final class ClockCheck {
  /** The {@code project.build.outputTimestamp} of pom.xml: this version did not exist before. */
  static final Instant RELEASED = Instant.parse("2026-11-23T00:00:00Z");

  /** As Kerberos (RFC 4120, section 1.6); NTP keeps clocks within a second. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Clock clock;

  ClockCheck(Clock clock) {
    this.clock = clock;
  }

  /** One sentence about a clock that is earlier than this version of Cluster Share. */
  Optional<String> beforeRelease() {
    var now = clock.instant();
    return now.isBefore(RELEASED)
        ? Optional.of(
            "The clock of this machine says %s, but this version of Cluster Share is from %s. Set the clock by NTP."
                .formatted(now, RELEASED))
        : Optional.empty();
  }

  /**
   * One sentence about a clock that differs from the database's by more than {@link #TOLERANCE}.
   * The embedded database has this machine's clock.
   */
  Optional<String> unlike(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select current_timestamp")) {
      rows.next();
      return unlike(rows.getObject(1, OffsetDateTime.class).toInstant());
    }
  }

  Optional<String> unlike(Instant databaseTime) {
    var difference = Duration.between(databaseTime, clock.instant());
    return difference.abs().compareTo(TOLERANCE) > 0
        ? Optional.of(
            "The clock of this machine differs from the database's by %+d s (%s and %s). Set both by NTP."
                .formatted(difference.toSeconds(), clock.instant(), databaseTime))
        : Optional.empty();
  }
}
