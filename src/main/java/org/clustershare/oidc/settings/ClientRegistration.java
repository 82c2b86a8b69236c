package org.clustershare.oidc.settings;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Secret;

/**
 * A client as an issuer knows it (OpenID Connect Core 1.0 calls it a Relying Party): the
 * installation's, or a cluster's own.
 *
 * @param issuerUrl who registered it
 * @param clientId its id there
 * @param clientSecret its secret; empty for a public client
 * @param kubeloginClientId the public client that {@code kubectl} plugins use in its place
 */
public record ClientRegistration(
    URI issuerUrl,
    String clientId,
    Optional<Secret> clientSecret,
    Optional<String> kubeloginClientId) {

  /** The client that a program on a recipient's machine can be, because it has no secret. */
  public Optional<String> publicClientId() {
    return kubeloginClientId.or(
        () -> clientSecret.isEmpty() ? Optional.of(clientId) : Optional.empty());
  }

  /** The audiences of the tokens in files of this client: what an API server has to accept. */
  public Set<String> audiences() {
    var audiences = new LinkedHashSet<String>();
    audiences.add(clientId);
    kubeloginClientId.ifPresent(audiences::add);
    return audiences;
  }

  /** Tells this client from every other one: SHA-256, hex, of issuer and client id. */
  public String fingerprint() {
    return fingerprint(clientId);
  }

  /** The same for one of the two client ids of this registration. */
  public String fingerprint(String idOfClient) {
    return Fingerprint.of(issuerUrl, idOfClient);
  }
}
