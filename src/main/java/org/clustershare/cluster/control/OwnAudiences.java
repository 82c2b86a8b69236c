package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.clustershare.identity.control.ClusterAudiences;
import org.clustershare.platform.settings.Settings;

/** Clusters' own clients, as the database has them. */
@ApplicationScoped
class OwnAudiences implements ClusterAudiences {
  private static final String NO_PROJECT = "";

  @Inject private Settings settings;
  @Inject private ClusterRows rows;

  @Override
  public boolean haveAnyOf(Collection<String> clientIds) {
    return rows.haveElsewhere(NO_PROJECT, settings.oidc().issuerUrl().toString(), clientIds);
  }
}
