package org.clustershare.platform.kkp;

import java.util.Optional;
import org.clustershare.platform.config.SettingValues;

/**
 * Settings for clients of KKP.
 *
 * @param apiVersion the version of KKP whose answers all callers expect ({@code kkp-api-version});
 *     empty if callers decide themselves
 */
public record KkpSettings(Optional<KkpVersion> apiVersion) {
  private static final String API_VERSION = "kkp-api-version";

  public static KkpSettings read(SettingValues values) {
    var text = values.text(API_VERSION);
    var version = text.flatMap(KkpVersion::of);
    if (text.isPresent() && version.isEmpty()) {
      values.problem(
          "%s must be a version of KKP with two numbers, such as 2.14; it is \"%s\"."
              .formatted(API_VERSION, text.get()));
    }
    return new KkpSettings(version);
  }
}
