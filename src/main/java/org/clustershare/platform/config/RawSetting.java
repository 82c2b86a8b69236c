package org.clustershare.platform.config;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A setting as it was written. MicroProfile Config replaces <code>${…}</code> in values and takes
 * the backslash from {@code \\$} (MicroProfile Config 3.1, section Property Expressions); secrets
 * contain such characters by chance.
 */
public final class RawSetting {
  private RawSetting() {}

  /** Returns the value of a setting; empty if it is not set or has no characters. */
  public static Optional<String> find(String key) {
    // Threads of the server that fill its pool have no context class loader.
    var config = ConfigProvider.getConfig(RawSetting.class.getClassLoader());
    return Optional.ofNullable(config.getConfigValue(key).getRawValue())
        .filter(value -> !value.isEmpty());
  }
}
