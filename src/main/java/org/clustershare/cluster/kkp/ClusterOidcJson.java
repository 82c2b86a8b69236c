package org.clustershare.cluster.kkp;

import java.net.URI;
import org.clustershare.oidc.settings.ClientRegistration;

/** The OIDC client of a cluster as KKP writes it, without the secret. */
public record ClusterOidcJson(URI issuerUrl, String clientId) {
  static ClusterOidcJson of(ClientRegistration client) {
    return new ClusterOidcJson(client.issuerUrl(), client.clientId());
  }
}
