package org.clustershare.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator can set, checked once at start and never changed.
 *
 * @param issuerUrl the OIDC provider that the clusters trust ({@code oidc-issuer-url})
 * @param redirectUri where the provider sends people back to; ends in {@code /api/v1/kubeconfig}
 *     ({@code oidc-issuer-redirect-uri})
 * @param clientId our client at the provider ({@code oidc-issuer-client-id})
 * @param clientSecret its secret; empty for a public client ({@code oidc-issuer-client-secret})
 * @param kubeloginClientId the public client that {@code kubectl} plugins use ({@code
 *     oidc-kubelogin-client-id})
 * @param cookieHashKey signs the cookie and the state of a sign-in, 32 or 64 bytes ({@code
 *     oidc-issuer-cookie-hash-key})
 * @param issuerCaFile the provider's CA certificates as PEM ({@code oidc-ca-file})
 * @param openGates the gates that are open ({@code feature-gates})
 * @param shareKubeconfig whether pages show <em>Share cluster</em> ({@code share-kubeconfig})
 * @param encryptionKeys seal cluster credentials, newest first ({@code encryption-keys})
 * @param clusterAddressPolicy which networks a cluster may be in ({@code cluster-address-policy})
 * @param reconcileInterval time from one look at a cluster's roles to the next ({@code
 *     reconcile-interval})
 */
public record Settings(
    URI issuerUrl,
    URI redirectUri,
    String clientId,
    Optional<Secret> clientSecret,
    Optional<String> kubeloginClientId,
    SigningKey cookieHashKey,
    Optional<Path> issuerCaFile,
    Set<FeatureGate> openGates,
    boolean shareKubeconfig,
    List<EncryptionKey> encryptionKeys,
    Set<NetworkRange> clusterAddressPolicy,
    Duration reconcileInterval) {

  /** The path at which the provider's answers to shared kubeconfig requests arrive. */
  public static final String KUBECONFIG_PATH = "/api/v1/kubeconfig";

  public boolean open(FeatureGate gate) {
    return openGates.contains(gate);
  }

  /** Where people reach this installation, without a slash at the end. */
  public String baseUrl() {
    var redirect = redirectUri.toString();
    return redirect.substring(0, redirect.length() - KUBECONFIG_PATH.length());
  }

  /** Whether people reach this installation over TLS: cookies then travel only there. */
  public boolean https() {
    return "https".equals(redirectUri.getScheme());
  }
}
