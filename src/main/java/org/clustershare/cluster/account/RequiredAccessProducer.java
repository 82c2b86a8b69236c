package org.clustershare.cluster.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;

/** Derives the access that this installation needs from its default roles and open gates. */
@ApplicationScoped
class RequiredAccessProducer {
  @Produces
  static RequiredAccess requiredAccess(ManagedRoles roles, InstallationSettings installation) {
    return RequiredAccess.of(roles, installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN));
  }
}
