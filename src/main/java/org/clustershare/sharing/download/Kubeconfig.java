package org.clustershare.sharing.download;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Secret;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The file that a recipient gets: the cluster, the recipient's own identity, one context.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
final class Kubeconfig {
  static final String PLUGIN = "kubectl-oidc_login";

  /**
   * Characters of a client's fingerprint in the name of its user entry: 80 bits, because a hostile
   * issuer chooses its address and its client's id and could search for those of another client.
   */
  private static final int FINGERPRINT = 20;

  private static final String INSTALL_HINT =
      """
      This kubeconfig signs in through kubelogin, which is not installed. Install it with one of:
        kubectl krew install oidc-login
        brew install kubelogin
        choco install kubelogin
      """;

  private final ClientRegistration client;
  private final Optional<String> issuerCaPem;
  private final Set<String> plainClientIds;

  /**
   * A kubeconfig for tokens of one client registration.
   *
   * @param issuerCaPem the issuer's CA; empty when a public one signed its certificate
   * @param plainClientIds the client ids for which the user entry has the plain email as its name,
   *     as KKP has it; for every other one the client is part of the name
   */
  Kubeconfig(ClientRegistration client, Optional<String> issuerCaPem, Set<String> plainClientIds) {
    this.client = client;
    this.issuerCaPem = issuerCaPem;
    this.plainClientIds = Set.copyOf(plainClientIds);
  }

  /** The file for kubectl's own provider "oidc", with tokens in it. */
  String withTokens(Cluster cluster, Person person, Secret idToken, Secret refreshToken) {
    var config = provider();
    client.clientSecret().ifPresent(secret -> config.put("client-secret", secret.reveal()));
    config.put("id-token", idToken.reveal());
    config.put("refresh-token", refreshToken.reveal());
    return file(cluster, userName(person, client.clientId()), authProvider(config));
  }

  /** The same without tokens and secret: only what kubectl must know of the provider. */
  String withoutTokens(Cluster cluster, Person person) {
    return file(cluster, userName(person, client.clientId()), authProvider(provider()));
  }

  /**
   * The file for kubelogin, without a token and a secret. It names the plugin's own program: {@code
   * kubectl oidc-login} would need the same program, and under some builds of kubectl calls itself
   * without end.
   *
   * @param scopes what the plugin asks for beside openid
   */
  String withPlugin(Cluster cluster, Person person, Set<String> scopes) {
    var clientId = client.publicClientId().orElseThrow();
    var arguments = new ArrayList<String>();
    arguments.add("get-token");
    arguments.add("--oidc-issuer-url=" + client.issuerUrl());
    arguments.add("--oidc-client-id=" + clientId);
    arguments.add("--oidc-pkce-method=S256");
    scopes.forEach(scope -> arguments.add("--oidc-extra-scope=" + scope));
    issuerCaPem.ifPresent(pem -> arguments.add("--certificate-authority-data=" + base64(pem)));
    var exec = new LinkedHashMap<String, Object>();
    exec.put("apiVersion", "client.authentication.k8s.io/v1");
    exec.put("command", PLUGIN);
    exec.put("args", arguments);
    exec.put("interactiveMode", "IfAvailable");
    exec.put("provideClusterInfo", false);
    exec.put("installHint", INSTALL_HINT);
    return file(cluster, userName(person, clientId), Map.of("exec", exec));
  }

  private Map<String, Object> provider() {
    var config = new LinkedHashMap<String, Object>();
    config.put("idp-issuer-url", client.issuerUrl().toString());
    issuerCaPem.ifPresent(pem -> config.put("idp-certificate-authority-data", base64(pem)));
    config.put("client-id", client.clientId());
    return config;
  }

  private static Map<String, ?> authProvider(Map<String, Object> config) {
    return Map.of("auth-provider", ordered("name", "oidc", "config", config));
  }

  /**
   * The user entry's name: kubectl keeps one entry for each name when it merges files, so two
   * clients must never share one (kubernetes/kubernetes#46381). No email has two "@", so no plain
   * email is the name for another client.
   */
  private String userName(Person person, String clientId) {
    return plainClientIds.contains(clientId)
        ? person.key()
        : person.key() + "@" + client.fingerprint(clientId).substring(0, FINGERPRINT);
  }

  /** Where recipients reach the API server. */
  private static URI address(Cluster cluster) {
    return cluster.serverForPeople();
  }

  private static String file(Cluster cluster, String userName, Map<String, ?> user) {
    var server = new LinkedHashMap<String, Object>();
    server.put("server", address(cluster).toString());
    cluster.caPem().ifPresent(pem -> server.put("certificate-authority-data", base64(pem)));
    var file = new LinkedHashMap<String, Object>();
    file.put("apiVersion", "v1");
    file.put("kind", "Config");
    file.put("clusters", List.of(ordered("name", cluster.id(), "cluster", server)));
    file.put("users", List.of(ordered("name", userName, "user", user)));
    file.put(
        "contexts",
        List.of(
            ordered(
                "name",
                cluster.id(),
                "context",
                ordered("cluster", cluster.id(), "user", userName))));
    file.put("current-context", cluster.id());
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(Integer.MAX_VALUE);
    return new Yaml(options).dump(file);
  }

  private static Map<String, Object> ordered(
      String first, Object firstValue, String second, Object secondValue) {
    var map = new LinkedHashMap<String, Object>();
    map.put(first, firstValue);
    map.put(second, secondValue);
    return map;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
