package org.clustershare.platform.config;

import java.util.Optional;

/** Source of settings by their keys, such as the server's configuration. */
@FunctionalInterface
public interface SettingSource {
  /**
   * The value of a setting, in which the source may have replaced expressions; empty if not set.
   */
  Optional<String> value(String key);

  /** The text of a secret, exactly as it was written; empty if not set. */
  default Optional<String> written(String key) {
    return value(key);
  }
}
