package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;

/** Publishes the event that a change leads the share links of a cluster to another destination. */
@ApplicationScoped
class EndpointChanges {
  private final OidcSettings oidc;
  private final Event<ClusterEndpointChanged> endpointChanged;

  /** The destinations of a share link: where people sign in, and where kubeconfigs lead. */
  private record Endpoint(URI issuer, URI server, Optional<String> caPem) {}

  @Inject
  EndpointChanges(OidcSettings oidc, Event<ClusterEndpointChanged> endpointChanged) {
    this.oidc = oidc;
    this.endpointChanged = endpointChanged;
  }

  /** Fires the event if the destinations differ; runs in the transaction of the cluster's row. */
  void publish(Cluster before, Cluster after, Person person) {
    if (!endpoint(after).equals(endpoint(before))) {
      endpointChanged.fire(new ClusterEndpointChanged(before.id(), person.email()));
    }
  }

  private Endpoint endpoint(Cluster cluster) {
    var issuer = cluster.client().map(StoredClient::issuerUrl);
    return new Endpoint(
        issuer.orElseGet(oidc::issuerUrl), cluster.serverForPeople(), cluster.caPem());
  }
}
