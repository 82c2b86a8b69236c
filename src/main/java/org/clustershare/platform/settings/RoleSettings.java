package org.clustershare.platform.settings;

import java.time.Duration;
import java.util.Set;

/**
 * How the default roles are kept in place.
 *
 * @param reconcileInterval time from one look at a cluster's roles to the next ({@code
 *     reconcile-interval})
 * @param bindable names of the roles that people can be bound to; empty for all that are labelled
 *     ({@code bindable-roles})
 */
public record RoleSettings(Duration reconcileInterval, Set<String> bindable) {

  static RoleSettings read(SettingValues values) {
    return new RoleSettings(
        values.duration("reconcile-interval", Duration.ofSeconds(60)),
        values.list("bindable-roles"));
  }
}
