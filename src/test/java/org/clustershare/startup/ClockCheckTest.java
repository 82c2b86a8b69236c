package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A clock that cannot be right ends the start. */
class ClockCheckTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  private static ClockCheck at(Instant now) {
    return new ClockCheck(Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void aMachineWithoutABatteryStartsIn1970() {
    assertThat(at(Instant.EPOCH).beforeRelease())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("1970-01-01T00:00:00Z", "2026-11-23T00:00:00Z")
                    .endsWith("Set the clock by NTP."));
    assertThat(at(ClockCheck.RELEASED.minusNanos(1)).beforeRelease()).isPresent();
    assertThat(at(ClockCheck.RELEASED).beforeRelease()).isEmpty();
  }

  @Test
  void theReleaseIsThatOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<project.build.outputTimestamp>%s</project.build.outputTimestamp>"
                .formatted(ClockCheck.RELEASED));
  }

  @Test
  void aClockFarFromTheDatabasesIsNamedInBothDirections() {
    var check = at(NOW);

    assertThat(check.unlike(NOW.plus(ClockCheck.TOLERANCE))).isEmpty();
    assertThat(check.unlike(NOW.minus(ClockCheck.TOLERANCE))).isEmpty();
    assertThat(check.unlike(NOW.minus(Duration.ofSeconds(301))))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("by +301 s"));
    assertThat(check.unlike(NOW.plus(Duration.ofDays(365))))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("by -31536000 s"));
  }
}
