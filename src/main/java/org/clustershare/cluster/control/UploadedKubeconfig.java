package org.clustershare.cluster.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.cluster.kubernetes.ClusterAccess;
import org.clustershare.cluster.kubernetes.Credentials;
import org.clustershare.platform.settings.Secret;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads an uploaded kubeconfig, which is hostile until it is shown to be harmless: only the current
 * context, an https server and static credentials are taken; whatever runs a program, reads a file
 * or weakens TLS is refused with a sentence that names the field.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
final class UploadedKubeconfig {
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_ALIASES = 10;
  private static final int MAX_DEPTH = 20;

  private static final Set<String> CLUSTER_FIELDS_REFUSED =
      Set.of("certificate-authority", "insecure-skip-tls-verify", "proxy-url");
  private static final Set<String> USER_FIELDS_REFUSED =
      Set.of(
          "exec",
          "auth-provider",
          "username",
          "password",
          "tokenFile",
          "client-certificate",
          "client-key",
          "as",
          "as-uid",
          "as-groups",
          "as-user-extra");

  private UploadedKubeconfig() {}

  static ClusterAccess read(String text) throws InvalidKubeconfigException {
    var root = parse(text);
    var current = text(root, "current-context", "current-context");
    var context = named(root, "contexts", current, "context");
    var clusterName = text(context, "cluster", "the context's cluster");
    var cluster = named(root, "clusters", clusterName, "cluster");
    var user = named(root, "users", text(context, "user", "the context's user"), "user");
    refuse(cluster, CLUSTER_FIELDS_REFUSED, "cluster");
    refuse(user, USER_FIELDS_REFUSED, "user");
    return new ClusterAccess(
        server(text(cluster, "server", "the cluster's server")),
        certificateAuthority(cluster),
        credentials(user));
  }

  private static Map<?, ?> parse(String text) throws InvalidKubeconfigException {
    if (text.isBlank()) {
      throw new InvalidKubeconfigException("The kubeconfig is empty.");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidKubeconfigException("The kubeconfig is larger than 256 KiB.");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidKubeconfigException("The kubeconfig has a NUL character in it.");
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    try {
      var documents = new ArrayList<Object>();
      for (var document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
        documents.add(document);
        if (documents.size() > 1) {
          throw new InvalidKubeconfigException(
              "The kubeconfig has several YAML documents; give one.");
        }
      }
      if (documents.size() == 1 && documents.get(0) instanceof Map<?, ?> root) {
        return root;
      }
    } catch (YAMLException | ClassCastException | IllegalArgumentException e) {
      // The parser's own message quotes the text around the mistake, which can be a secret.
      throw new InvalidKubeconfigException(
          "The kubeconfig is not YAML that can be read safely: check its indentation, that no key"
              + " stands twice, and that it uses no deep nesting or many aliases.");
    }
    throw new InvalidKubeconfigException("The kubeconfig is not a YAML mapping.");
  }

  private static Map<?, ?> named(Map<?, ?> root, String list, String name, String field)
      throws InvalidKubeconfigException {
    List<?> entries = root.get(list) instanceof List<?> found ? found : List.of();
    Optional<Map<?, ?>> result = Optional.empty();
    for (var entry : entries) {
      if (entry instanceof Map<?, ?> map && name.equals(map.get("name"))) {
        if (result.isPresent()) {
          throw new InvalidKubeconfigException("%s names the same entry twice.".formatted(list));
        }
        result = map.get(field) instanceof Map<?, ?> value ? Optional.of(value) : Optional.empty();
      }
    }
    return result.orElseThrow(
        () ->
            new InvalidKubeconfigException(
                "%s has no entry with the name that is used and a field %s."
                    .formatted(list, field)));
  }

  private static void refuse(Map<?, ?> map, Set<String> fields, String where)
      throws InvalidKubeconfigException {
    for (var field : map.keySet()) {
      if (field instanceof String name && fields.contains(name) && !isOff(map.get(name))) {
        throw new InvalidKubeconfigException(
            "The %s's field %s is not accepted: put certificates in as …-data, and use a token or a client certificate."
                .formatted(where, name));
      }
    }
  }

  private static boolean isOff(@Nullable Object value) {
    return value == null || Boolean.FALSE.equals(value) || "".equals(value);
  }

  private static URI server(String text) throws InvalidKubeconfigException {
    try {
      var uri = new URI(text);
      if (!"https".equalsIgnoreCase(uri.getScheme())) {
        throw new InvalidKubeconfigException("The cluster's server must begin with https://.");
      }
      if (uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new InvalidKubeconfigException(
            "The cluster's server must be https://host:port, without user, query and fragment.");
      }
      return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (URISyntaxException e) {
      throw new InvalidKubeconfigException("The cluster's server is not an address.");
    }
  }

  private static Optional<String> certificateAuthority(Map<?, ?> cluster)
      throws InvalidKubeconfigException {
    if (isOff(cluster.get("certificate-authority-data"))) {
      return Optional.empty();
    }
    var pem = data(cluster, "certificate-authority-data");
    Pem.certificates(pem, "certificate-authority-data");
    return Optional.of(pem);
  }

  private static Credentials credentials(Map<?, ?> user) throws InvalidKubeconfigException {
    if (!isOff(user.get("token"))) {
      var token = text(user, "token", "the user's token").strip();
      if (!token.matches("[\\x21-\\x7e]+")) {
        throw new InvalidKubeconfigException(
            "The user's token has characters in it that no token has.");
      }
      return new Credentials.BearerToken(Secret.of(token));
    }
    if (isOff(user.get("client-certificate-data")) || isOff(user.get("client-key-data"))) {
      throw new InvalidKubeconfigException(
          "The user has neither a token nor client-certificate-data with client-key-data.");
    }
    var certificate = data(user, "client-certificate-data");
    var key = data(user, "client-key-data");
    Pem.certificates(certificate, "client-certificate-data");
    if (!key.contains("PRIVATE KEY-----") || key.contains("ENCRYPTED")) {
      throw new InvalidKubeconfigException("client-key-data is not an unencrypted PEM key.");
    }
    return new Credentials.ClientCertificate(certificate, Secret.of(key));
  }

  private static String data(Map<?, ?> map, String field) throws InvalidKubeconfigException {
    try {
      var text = text(map, field, field).replaceAll("\\s", "");
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidKubeconfigException("%s is not base64.".formatted(field));
    }
  }

  private static String text(Map<?, ?> map, String field, String what)
      throws InvalidKubeconfigException {
    if (map.get(field) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new InvalidKubeconfigException("The kubeconfig lacks %s, a text.".formatted(what));
  }
}
