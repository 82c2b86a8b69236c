package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.clustershare.platform.config.InvalidSettingsException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** CDI producer of the settings and the clock. */
@ApplicationScoped
public class SettingsProducer {
  private @Nullable Settings settings;

  /**
   * The settings, which are read on the first call.
   *
   * @throws InvalidSettingsException if a setting is missing or invalid; startup ends then
   */
  @Produces
  public synchronized Settings settings() {
    // Not in a constructor: the container would wrap the exception that names the problems.
    if (settings == null) {
      Config config = ConfigProvider.getConfig();
      settings =
          new SettingsReader(
                  key -> config.getOptionalValue(key, String.class), config.getPropertyNames())
              .read();
    }
    return settings;
  }

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
