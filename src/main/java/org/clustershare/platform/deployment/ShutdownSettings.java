package org.clustershare.platform.deployment;

import java.time.Duration;
import org.clustershare.platform.config.SettingValues;

/**
 * How an instance ends.
 *
 * @param delay how long it still takes new requests after SIGTERM, with a readiness of 503, so that
 *     load balancers notice ({@code shutdown-delay}); zero ends it without a delay
 */
public record ShutdownSettings(Duration delay) {
  private static final String DELAY = "shutdown-delay";
  private static final Duration DEFAULT = Duration.ofSeconds(5);
  private static final Duration MAX = Duration.ofHours(1);

  public static ShutdownSettings read(SettingValues values) {
    return new ShutdownSettings(
        values.text(DELAY).filter("0s"::equals).isPresent()
            ? Duration.ZERO
            : values.duration(DELAY, DEFAULT, MAX));
  }
}
