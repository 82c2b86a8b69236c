package org.clustershare.sharing.download;

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
 * Kubeconfig of one cluster and one person, with a single context.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
final class Kubeconfig {
  static final String PLUGIN = "kubectl-oidc_login";

  /** The name of the user and of the context in files of KKP. */
  private static final String KKP_NAME = "default";

  /**
   * Length of a client's fingerprint in the name of its user entry: 80 bits. A hostile issuer
   * chooses its address and client id, and could otherwise search for a collision with another
   * client.
   */
  private static final int FINGERPRINT_LENGTH = 20;

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
   * A writer for tokens of one client registration.
   *
   * @param issuerCaPem the issuer's CA; empty for a public CA
   * @param plainClientIds the client ids whose user entry is named by the plain email, as in KKP;
   *     the names for other clients contain the client's fingerprint
   */
  Kubeconfig(ClientRegistration client, Optional<String> issuerCaPem, Set<String> plainClientIds) {
    this.client = client;
    this.issuerCaPem = issuerCaPem;
    this.plainClientIds = Set.copyOf(plainClientIds);
  }

  /** A kubeconfig for kubectl's auth provider {@code oidc}, with tokens. */
  String withTokens(Cluster cluster, Person person, Secret idToken, Secret refreshToken) {
    var config = provider();
    client.clientSecret().ifPresent(secret -> config.put("client-secret", secret.reveal()));
    config.put("id-token", idToken.reveal());
    config.put("refresh-token", refreshToken.reveal());
    return file(cluster, userName(person, client.clientId()), authProvider(config));
  }

  /** A kubeconfig for kubectl's auth provider {@code oidc}, without tokens and client secret. */
  String withoutTokens(Cluster cluster, Person person) {
    return file(cluster, userName(person, client.clientId()), authProvider(provider()));
  }

  /**
   * A kubeconfig for kubectl's auth provider {@code oidc} as KKP's {@code oidckubeconfig} is: with
   * the user {@value #KKP_NAME}, whose settings its clients read. It has no tokens and no client
   * secret.
   *
   * @param scopes the scopes that a client requests in addition to openid
   */
  String asKkp(Cluster cluster, Set<String> scopes) {
    var config = provider();
    config.put("extra-scopes", String.join(",", scopes));
    return file(cluster, KKP_NAME, KKP_NAME, authProvider(config));
  }

  /**
   * A kubeconfig for kubelogin, without tokens and secrets. It names the plugin's executable.
   * {@code kubectl oidc-login} needs the same executable, and with some builds of kubectl calls
   * itself endlessly.
   *
   * @param scopes the scopes that the plugin requests in addition to openid
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
   * The name of the user entry. When kubectl merges files it keeps one entry for each name, so two
   * clients must not share a name (kubernetes/kubernetes#46381). No email contains two "@", so a
   * plain email never equals the name for another client.
   */
  private String userName(Person person, String clientId) {
    return plainClientIds.contains(clientId)
        ? person.key()
        : person.key() + "@" + client.fingerprint(clientId).substring(0, FINGERPRINT_LENGTH);
  }

  private static String file(Cluster cluster, String userName, Map<String, ?> user) {
    return file(cluster, cluster.id(), userName, user);
  }

  private static String file(
      Cluster cluster, String contextName, String userName, Map<String, ?> user) {
    var server = new LinkedHashMap<String, Object>();
    server.put("server", cluster.serverForPeople().toString());
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
                contextName,
                "context",
                ordered("cluster", cluster.id(), "user", userName))));
    file.put("current-context", contextName);
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
