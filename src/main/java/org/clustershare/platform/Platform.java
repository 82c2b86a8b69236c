package org.clustershare.platform;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes what every feature is given: the settings and the clock. */
@ApplicationScoped
public class Platform {
  private Optional<Settings> settings = Optional.empty();

  @PostConstruct
  void readSettings() {
    Config config = ConfigProvider.getConfig();
    settings =
        Optional.of(new SettingsReader(key -> config.getOptionalValue(key, String.class)).read());
  }

  /**
   * The settings.
   *
   * @throws InvalidSettingsException when the operator has to mend something; the start ends then
   */
  @Produces
  public Settings settings() {
    return settings.orElseThrow();
  }

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
