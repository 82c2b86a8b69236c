package org.clustershare.trust.setup;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
  private final SetupTarget target;

  /** A generator for one cluster. */
  ManagedServiceSnippets(SetupTarget target) {
    this.target = target;
  }

  /**
   * Amazon EKS accepts one provider with one client and trusts only public CAs. The configuration
   * is JSON: in AWS' shorthand syntax a comma in a value would start the next parameter.
   */
  SetupSnippet eks() {
    var oidc =
        JsonFactory.object()
            .add("identityProviderConfigName", "cluster-share")
            .add("issuerUrl", target.issuerUrl())
            .add("clientId", target.clientId())
            .add("usernameClaim", "email");
    if (!target.prefixes().usernames().isEmpty()) {
      oidc.add("usernamePrefix", target.prefixes().usernames());
    }
    oidc.add("groupsClaim", "groups")
        .add("groupsPrefix", SetupGuides.groupsPrefix(target.prefixes()));
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
    var audiences = JsonFactory.array(target.audiences());
    var issuer =
        JsonFactory.object()
            .add("url", target.issuerUrl())
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
            .formatted(pretty(clientConfig())));
  }

  /** The part of GKE's ClientConfig that names the issuer. */
  private JsonObject clientConfig() {
    var oidc =
        JsonFactory.object()
            .add("issuerURI", target.issuerUrl())
            .add("clientID", target.clientId())
            .add("userClaim", "email")
            .add(
                "userPrefix",
                target.prefixes().usernames().isEmpty() ? "-" : target.prefixes().usernames())
            .add("groupsClaim", "groups")
            .add("groupPrefix", SetupGuides.groupsPrefix(target.prefixes()));
    target
        .caPem()
        .ifPresent(
            pem ->
                oidc.add(
                    "certificateAuthorityData",
                    Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
    return JsonFactory.object()
        .add(
            "spec",
            JsonFactory.object()
                .add(
                    "authentication",
                    JsonFactory.array()
                        .add(JsonFactory.object().add("name", "cluster-share").add("oidc", oidc))))
        .build();
  }

  private String publicOnly(String cloud) {
    return target.caPem().isEmpty()
        ? "# %s must reach the issuer from its own network.\n".formatted(cloud)
        : "# %s trusts public CAs only and takes no CA file: this issuer has a private CA and will not work there.\n"
            .formatted(cloud);
  }

  private static String pretty(JsonObject json) {
    return JsonFactory.indented(json);
  }
}
