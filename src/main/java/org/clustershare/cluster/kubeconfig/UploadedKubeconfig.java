package org.clustershare.cluster.kubeconfig;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.ServerAddress;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * The safe part of an uploaded kubeconfig: the current context, with an https server and static
 * credentials. A field that runs a program, reads a file or weakens TLS is refused with a sentence
 * that names it.
 *
 * @param access address, CA and credentials of the API server
 * @param expiresAt when the credentials expire; empty if they do not say
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
public record UploadedKubeconfig(ClusterAccess access, Optional<Instant> expiresAt) {
  private static final String TOKEN = "token";
  private static final String CERTIFICATE = "client-certificate-data";
  private static final String KEY = "client-key-data";
  private static final String CA = "certificate-authority-data";

  /** The last second of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Set<String> CLUSTER_FIELDS =
      Set.of("server", CA, "disable-compression", "extensions");
  private static final Set<String> USER_FIELDS = Set.of(TOKEN, CERTIFICATE, KEY, "extensions");

  /**
   * Reads an uploaded file.
   *
   * @param file at most 256 KiB of UTF-8 YAML, one document
   * @param now for the validity of certificates and tokens
   * @throws InvalidKubeconfigException with a sentence that names the field
   */
  public static UploadedKubeconfig read(byte[] file, Instant now)
      throws InvalidKubeconfigException {
    var root = KubeconfigYaml.read(file);
    if (!isOff(root.get("kind")) && !"Config".equals(root.get("kind"))) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.other-kind"));
    }
    var current = text(root, "current-context", part("current-context"));
    var context = named(root, "contexts", current, "context");
    var clusterName = text(context, "cluster", part("context-cluster"));
    var cluster = named(root, "clusters", clusterName, "cluster");
    var user = named(root, "users", text(context, "user", part("context-user")), "user");
    requireOnly(cluster, CLUSTER_FIELDS, part("cluster"));
    requireOnly(user, USER_FIELDS, part("user"));
    var server = server(text(cluster, "server", part("server")));
    var ca = certificateAuthority(cluster, now);
    if (isOff(user.get(TOKEN))) {
      var certificates = clientCertificates(user, now);
      return new UploadedKubeconfig(
          new ClusterAccess(
              server,
              ca,
              new Credentials.ClientCertificate(
                  EmbeddedPem.text(certificates, CERTIFICATE), Secret.of(data(user, KEY)))),
          certificates.stream()
              .map(X509Certificate::getNotAfter)
              .min(Comparator.naturalOrder())
              .map(Date::toInstant));
    }
    var token = token(user);
    return new UploadedKubeconfig(
        new ClusterAccess(server, ca, new Credentials.BearerToken(Secret.of(token))),
        tokenExpiry(token, now));
  }

  private static Map<?, ?> named(Map<?, ?> root, String list, String name, String field)
      throws InvalidKubeconfigException {
    List<?> entries = root.get(list) instanceof List<?> found ? found : List.of();
    Optional<Map<?, ?>> result = Optional.empty();
    for (var entry : entries) {
      if (entry instanceof Map<?, ?> map && name.equals(map.get("name"))) {
        if (result.isPresent()) {
          throw new InvalidKubeconfigException(Message.of("kubeconfig.twice", list));
        }
        result = map.get(field) instanceof Map<?, ?> value ? Optional.of(value) : Optional.empty();
      }
    }
    return result.orElseThrow(
        () -> new InvalidKubeconfigException(Message.of("kubeconfig.no-entry", list, field)));
  }

  /** Denies by default: an unknown field may run a program in some client. */
  private static void requireOnly(Map<?, ?> map, Set<String> known, Message where)
      throws InvalidKubeconfigException {
    for (var field : map.keySet()) {
      if (!(field instanceof String name)) {
        throw new InvalidKubeconfigException(Message.of("kubeconfig.field-not-text", where));
      }
      if (!known.contains(name) && !isOff(map.get(name))) {
        throw new InvalidKubeconfigException(
            Message.of("kubeconfig.field-refused", where, printable(name)));
      }
    }
  }

  private static boolean isOff(@Nullable Object value) {
    return value == null || Boolean.FALSE.equals(value) || "".equals(value);
  }

  private static Message printable(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_-]{0,39}") ? Message.verbatim(name) : part("unusual");
  }

  private static Message part(String name) {
    return Message.of("kubeconfig.part." + name);
  }

  private static URI server(String text) throws InvalidKubeconfigException {
    if (!text.toLowerCase(Locale.ROOT).startsWith("https:")) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.server-not-https"));
    }
    return ServerAddress.https(text)
        .map(ServerAddress::withoutSlash)
        .orElseThrow(() -> new InvalidKubeconfigException(Message.of("kubeconfig.server-invalid")));
  }

  private static Optional<String> certificateAuthority(Map<?, ?> cluster, Instant now)
      throws InvalidKubeconfigException {
    if (isOff(cluster.get(CA))) {
      return Optional.empty();
    }
    var pem = data(cluster, CA);
    var certificates = EmbeddedPem.certificates(pem, CA);
    if (certificates.stream().allMatch(ca -> ca.getNotAfter().toInstant().isBefore(now))) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.ca-expired", CA));
    }
    // Every recipient gets this text: only the certificates, without the rest of the file.
    return Optional.of(EmbeddedPem.text(certificates, CA));
  }

  private static String token(Map<?, ?> user) throws InvalidKubeconfigException {
    if (!isOff(user.get(CERTIFICATE)) || !isOff(user.get(KEY))) {
      throw new InvalidKubeconfigException(
          Message.of("kubeconfig.token-and-certificate", CERTIFICATE));
    }
    var token = text(user, TOKEN, part("token")).strip();
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.token-characters"));
    }
    return token;
  }

  private static Optional<Instant> tokenExpiry(String token, Instant now)
      throws InvalidKubeconfigException {
    Optional<Instant> expiry;
    try {
      expiry =
          Optional.of(JWTParser.parse(token))
              .filter(SignedJWT.class::isInstance)
              .map(SignedJWT.class::cast)
              .map(jwt -> jwt.getPayload().toJSONObject())
              .flatMap(UploadedKubeconfig::expiry);
    } catch (ParseException | RuntimeException notJwt) {
      return Optional.empty(); // Tokens need not be JWTs; the API server validates them.
    }
    if (expiry.filter(end -> end.isBefore(now)).isPresent()) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.token-expired", expiry.get()));
    }
    return expiry;
  }

  /**
   * The claim {@code exp} (RFC 7519, section 4.1.4), if it is before the year 10000: databases
   * store no later times.
   */
  private static Optional<Instant> expiry(Map<String, Object> claims) {
    return Optional.ofNullable(claims.get("exp"))
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).doubleValue())
        .filter(seconds -> seconds >= 0 && seconds <= LAST_SECOND)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }

  private static List<X509Certificate> clientCertificates(Map<?, ?> user, Instant now)
      throws InvalidKubeconfigException {
    if (isOff(user.get(CERTIFICATE)) || isOff(user.get(KEY))) {
      throw new InvalidKubeconfigException(
          Message.of("kubeconfig.no-credentials", CERTIFICATE, KEY));
    }
    var certificates = EmbeddedPem.certificates(data(user, CERTIFICATE), CERTIFICATE);
    for (var certificate : certificates) {
      if (certificate.getNotAfter().toInstant().isBefore(now)) {
        throw new InvalidKubeconfigException(
            Message.of(
                "kubeconfig.certificate-expired",
                CERTIFICATE,
                certificate.getNotAfter().toInstant()));
      }
      if (certificate.getNotBefore().toInstant().isAfter(now)) {
        throw new InvalidKubeconfigException(
            Message.of(
                "kubeconfig.certificate-early",
                CERTIFICATE,
                certificate.getNotBefore().toInstant()));
      }
    }
    ClientCertificates.requirePair(certificates.getFirst(), data(user, KEY));
    return certificates;
  }

  private static String data(Map<?, ?> map, String field) throws InvalidKubeconfigException {
    try {
      var text = text(map, field, Message.verbatim(field)).replaceAll("\\s", "");
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.not-base64", field));
    }
  }

  private static String text(Map<?, ?> map, String field, Message what)
      throws InvalidKubeconfigException {
    if (map.get(field) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new InvalidKubeconfigException(Message.of("kubeconfig.lacks", what));
  }
}
