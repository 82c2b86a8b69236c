package org.clustershare.roles.plan;

import java.util.Optional;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.roles.settings.RoleSettings;

/** The default roles of an installation with the smallest settings. */
public final class Desired {
  private Desired() {}

  public static DefaultRoles bundled() {
    return DefaultRoles.of(RoleSettings.read(new SettingValues(key -> Optional.empty())));
  }
}
