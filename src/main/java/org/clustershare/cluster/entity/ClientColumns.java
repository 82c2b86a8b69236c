package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.model.StoredClient;
import org.jspecify.annotations.Nullable;

/** The columns of a cluster's own OIDC client. */
@Embeddable
class ClientColumns {
  @Column(name = "oidc_issuer_url")
  private String issuerUrl;

  @Column(name = "oidc_client_id")
  private String clientId;

  @Column(name = "oidc_kubelogin_client_id")
  private @Nullable String kubeloginClientId;

  @Column(name = "oidc_sealed_secret")
  private @Nullable String sealedSecret;

  @Column(name = "oidc_sealed_with")
  private @Nullable String sealedWith;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClientColumns() {}

  ClientColumns(StoredClient client) {
    issuerUrl = client.issuerUrl().toString();
    clientId = client.clientId();
    kubeloginClientId = client.kubeloginClientId().orElse(null);
    sealedSecret = client.sealedSecret().orElse(null);
    sealedWith = client.sealedWith().orElse(null);
  }

  StoredClient value() {
    return new StoredClient(
        URI.create(issuerUrl),
        clientId,
        Optional.ofNullable(kubeloginClientId),
        Optional.ofNullable(sealedSecret),
        Optional.ofNullable(sealedWith));
  }
}
