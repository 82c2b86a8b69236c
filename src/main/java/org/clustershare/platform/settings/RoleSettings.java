package org.clustershare.platform.settings;

import java.time.Duration;

/**
 * How the default roles are kept in place.
 *
 * @param reconcileInterval time from one look at a cluster's roles to the next ({@code
 *     reconcile-interval})
 */
public record RoleSettings(Duration reconcileInterval) {

  static RoleSettings read(SettingValues values) {
    return new RoleSettings(values.duration("reconcile-interval", Duration.ofSeconds(60)));
  }
}
