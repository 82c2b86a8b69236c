package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;

/** Publishes the event that a change leads the share links of a cluster to another destination. */
@ApplicationScoped
class EndpointChanges {
  private final OidcSettings oidc;
  private final Event<ClusterEndpointChanged> endpointChanged;

  @Inject
  EndpointChanges(OidcSettings oidc, Event<ClusterEndpointChanged> endpointChanged) {
    this.oidc = oidc;
    this.endpointChanged = endpointChanged;
  }

  /** Fires the event if people are led elsewhere; runs in the transaction of the cluster's row. */
  void publish(Cluster before, Cluster after, Person person) {
    if (!after.hasSameEndpointForPeople(before, oidc.issuerUrl())) {
      endpointChanged.fire(new ClusterEndpointChanged(before.id(), person.email()));
    }
  }
}
