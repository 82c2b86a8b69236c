package org.clustershare.trust.setup;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.platform.json.JsonFactory;

/**
 * Set-up snippets for managed Kubernetes services. Their API servers contact the issuer from the
 * cloud's network, so they must reach its address from there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html">
 *     EKS</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/aks/external-identity-provider-authentication-configure">
 *     AKS</a>
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/oidc">GKE</a>
 */
final class ManagedServiceSnippets {
  private final String issuerUrl;
  private final String clientId;
  private final Optional<String> kubeloginClientId;
  private final Optional<String> caPem;
  private final UsernamePrefixes prefixes;

  /**
   * A generator for one cluster.
   *
   * @param prefixes the username prefixes of the cluster, as far as they are known
   */
  ManagedServiceSnippets(
      String issuerUrl,
      String clientId,
      Optional<String> kubeloginClientId,
      Optional<String> caPem,
      UsernamePrefixes prefixes) {
    this.issuerUrl = issuerUrl;
    this.clientId = clientId;
    this.kubeloginClientId = kubeloginClientId;
    this.caPem = caPem;
    this.prefixes = prefixes;
  }

  /**
   * Amazon EKS accepts one provider with one client and trusts only public CAs. The configuration
   * is JSON: in AWS' shorthand syntax a comma in a value would start the next parameter.
   */
  SetupSnippet eks() {
    var oidc =
        JsonFactory.object()
            .add("identityProviderConfigName", "cluster-share")
            .add("issuerUrl", issuerUrl)
            .add("clientId", clientId)
            .add("usernameClaim", "email");
    if (!prefixes.usernames().isEmpty()) {
      oidc.add("usernamePrefix", prefixes.usernames());
    }
    oidc.add("groupsClaim", "groups").add("groupsPrefix", SetupGuides.groupsPrefix(prefixes));
    return new SetupSnippet(
        "eks",
        "Amazon EKS",
        publicOnly("EKS")
            + """
            # One provider and one client for each cluster.
            aws eks associate-identity-provider-config \\
              --cluster-name "$CLUSTER" \\
              --oidc %s
            """
                .formatted(Quoting.shell(oidc.build())));
  }

  /**
   * Azure AKS requires its own prefix before every name, and an expression that checks
   * email_verified.
   */
  SetupSnippet aks(EmailVerifiedRule emailVerified) {
    var audiences = JsonFactory.array().add(clientId);
    kubeloginClientId.filter(id -> !id.equals(clientId)).ifPresent(audiences::add);
    var issuer =
        JsonFactory.object()
            .add("url", issuerUrl)
            .add("audiences", audiences)
            .add("audienceMatchPolicy", "MatchAny");
    var mappings =
        JsonFactory.object()
            .add("username", expression("'aks:jwt:' + claims.email"))
            .add("groups", expression("claims.?groups.orValue([]).map(g, 'aks:jwt:' + g)"));
    var rule =
        JsonFactory.object()
            .add("expression", emailVerified.expression())
            .add("message", EmailVerifiedRule.MESSAGE);
    var json =
        JsonFactory.object()
            .add("issuer", issuer)
            .add("claimMappings", mappings)
            .add("claimValidationRules", JsonFactory.array().add(rule))
            .build();
    return new SetupSnippet(
        "aks",
        "Azure AKS",
        publicOnly("AKS")
            + """
            # AKS wants names to begin with aks:jwt: . Press "Check now" afterwards: bindings then name aks:jwt:<email>.
            cat > cluster-share.json <<'END'
            %s
            END
            az aks jwtauthenticator add --resource-group "$RESOURCE_GROUP" --cluster-name "$CLUSTER" \\
              --name clustershare --config-file cluster-share.json
            """
                .formatted(pretty(json)));
  }

  private static JsonObject expression(String expression) {
    return JsonFactory.object().add("expression", expression).build();
  }

  /**
   * Google GKE's API server accepts no tokens of other issuers; Identity Service for GKE offers a
   * separate address that does.
   */
  SetupSnippet gke() {
    var oidc =
        JsonFactory.object()
            .add("issuerURI", issuerUrl)
            .add("clientID", clientId)
            .add("userClaim", "email")
            .add("userPrefix", prefixes.usernames().isEmpty() ? "-" : prefixes.usernames())
            .add("groupsClaim", "groups")
            .add("groupPrefix", SetupGuides.groupsPrefix(prefixes));
    caPem.ifPresent(
        pem ->
            oidc.add(
                "certificateAuthorityData",
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
    var patch =
        JsonFactory.object()
            .add(
                "spec",
                JsonFactory.object()
                    .add(
                        "authentication",
                        JsonFactory.array()
                            .add(
                                JsonFactory.object()
                                    .add("name", "cluster-share")
                                    .add("oidc", oidc))))
            .build();
    return new SetupSnippet(
        "gke",
        "Google GKE",
        """
        # GKE's own API server takes no tokens of other issuers. Identity Service for GKE (Standard clusters only) does, at
        # an address of its own. Google advises workforce identity federation instead, with which kubeconfigs hold Google's
        # credentials and not this issuer's: those of Cluster Share then do not fit.
        gcloud container clusters update "$CLUSTER" --location "$LOCATION" --enable-identity-service
        cat > client-config.json <<'END'
        %s
        END
        kubectl patch clientconfig default --namespace kube-public --type merge --patch-file client-config.json
        # The address and the CA to add the cluster with:
        kubectl get clientconfig default --namespace kube-public --output jsonpath='{.spec.server}{"\\n"}{.spec.certificateAuthorityData}{"\\n"}'
        """
            .formatted(pretty(patch)));
  }

  private String publicOnly(String cloud) {
    return caPem.isEmpty()
        ? "# %s must reach the issuer from its own network.\n".formatted(cloud)
        : "# %s trusts public CAs only and takes no CA file: this issuer has a private CA and will not work there.\n"
            .formatted(cloud);
  }

  private static String pretty(JsonObject json) {
    return JsonFactory.indented(json);
  }
}
