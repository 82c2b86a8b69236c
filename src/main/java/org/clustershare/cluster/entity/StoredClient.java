package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.clustershare.oidc.settings.ClientRegistration;
import org.jspecify.annotations.Nullable;

/** A cluster's own OIDC client, as the database keeps it. */
@Embeddable
public class StoredClient {
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
  protected StoredClient() {}

  /** A public client. */
  public StoredClient(URI issuerUrl, String clientId, Optional<String> kubeloginClientId) {
    this.issuerUrl = issuerUrl.toString();
    this.clientId = clientId;
    this.kubeloginClientId = kubeloginClientId.orElse(null);
  }

  /**
   * The same with a secret.
   *
   * @param sealed the secret as compact JWE
   * @param keyId the id of the key that sealed it
   */
  public StoredClient withSecret(String sealed, String keyId) {
    var client = new StoredClient(issuerUrl(), clientId, kubeloginClientId());
    client.sealedSecret = sealed;
    client.sealedWith = keyId;
    return client;
  }

  public URI issuerUrl() {
    return URI.create(issuerUrl);
  }

  public String clientId() {
    return clientId;
  }

  /** The public client that kubectl plugins use in its place. */
  public Optional<String> kubeloginClientId() {
    return Optional.ofNullable(kubeloginClientId);
  }

  /** What everybody may know of it: all but the secret. */
  public ClientRegistration withoutSecret() {
    return new ClientRegistration(issuerUrl(), clientId, Optional.empty(), kubeloginClientId());
  }

  /** The secret as compact JWE; empty for a public client. */
  public Optional<String> sealedSecret() {
    return Optional.ofNullable(sealedSecret);
  }

  /** The id of the key that sealed the secret. */
  public Optional<String> sealedWith() {
    return Optional.ofNullable(sealedWith);
  }

  /** Whether it has a secret. */
  public boolean confidential() {
    return sealedSecret != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredClient client
        && issuerUrl.equals(client.issuerUrl)
        && clientId.equals(client.clientId)
        && Objects.equals(kubeloginClientId, client.kubeloginClientId)
        && Objects.equals(sealedSecret, client.sealedSecret);
  }

  @Override
  public int hashCode() {
    return Objects.hash(issuerUrl, clientId, kubeloginClientId, sealedSecret);
  }
}
