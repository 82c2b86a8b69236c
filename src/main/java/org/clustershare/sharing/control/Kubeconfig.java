package org.clustershare.sharing.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The file that a recipient gets: the cluster, the recipient's own identity, one context.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
final class Kubeconfig {
  private static final List<String> EXTRA_SCOPES = List.of("email", "groups", "offline_access");

  private final Settings settings;
  private final Optional<String> issuerCaPem;

  Kubeconfig(Settings settings, Optional<String> issuerCaPem) {
    this.settings = settings;
    this.issuerCaPem = issuerCaPem;
  }

  /** The file for kubectl's own provider "oidc", with tokens in it. */
  String withTokens(Cluster cluster, Person person, Secret idToken, Secret refreshToken) {
    var config = new LinkedHashMap<String, Object>();
    config.put("idp-issuer-url", settings.oidc().issuerUrl().toString());
    issuerCaPem.ifPresent(pem -> config.put("idp-certificate-authority-data", base64(pem)));
    config.put("client-id", settings.oidc().clientId());
    settings
        .oidc()
        .clientSecret()
        .ifPresent(secret -> config.put("client-secret", secret.reveal()));
    config.put("id-token", idToken.reveal());
    config.put("refresh-token", refreshToken.reveal());
    return file(
        cluster, person, Map.of("auth-provider", ordered("name", "oidc", "config", config)));
  }

  /**
   * The file for kubelogin, without a token. It names the plugin's own program: {@code kubectl
   * oidc-login} would need the same program, and under some builds of kubectl calls itself without
   * end.
   */
  String withPlugin(Cluster cluster, Person person) {
    var arguments = new ArrayList<String>();
    arguments.add("get-token");
    arguments.add("--oidc-issuer-url=" + settings.oidc().issuerUrl());
    arguments.add(
        "--oidc-client-id="
            + settings.oidc().kubeloginClientId().orElse(settings.oidc().clientId()));
    if (settings.oidc().kubeloginClientId().isEmpty()) {
      settings
          .oidc()
          .clientSecret()
          .ifPresent(secret -> arguments.add("--oidc-client-secret=" + secret.reveal()));
    }
    EXTRA_SCOPES.forEach(scope -> arguments.add("--oidc-extra-scope=" + scope));
    issuerCaPem.ifPresent(pem -> arguments.add("--certificate-authority-data=" + base64(pem)));
    var exec = new LinkedHashMap<String, Object>();
    exec.put("apiVersion", "client.authentication.k8s.io/v1");
    exec.put("command", "kubectl-oidc_login");
    exec.put("args", arguments);
    exec.put("interactiveMode", "IfAvailable");
    exec.put("provideClusterInfo", false);
    exec.put(
        "installHint",
        "Install kubelogin: kubectl krew install oidc-login, or brew install kubelogin.");
    return file(cluster, person, Map.of("exec", exec));
  }

  private static String file(Cluster cluster, Person person, Map<String, ?> user) {
    var server = new LinkedHashMap<String, Object>();
    server.put("server", cluster.serverForPeople().toString());
    cluster.caPem().ifPresent(pem -> server.put("certificate-authority-data", base64(pem)));
    var file = new LinkedHashMap<String, Object>();
    file.put("apiVersion", "v1");
    file.put("kind", "Config");
    file.put("clusters", List.of(ordered("name", cluster.id(), "cluster", server)));
    file.put("users", List.of(ordered("name", person.key(), "user", user)));
    file.put(
        "contexts",
        List.of(
            ordered(
                "name",
                cluster.id(),
                "context",
                ordered("cluster", cluster.id(), "user", person.key()))));
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
