package org.clustershare.trust.check;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ServerText;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.crypto.Sha256;

/**
 * Reads endpoints of an API server that explain why it refuses a token. The stored credentials may
 * not read them, or an older Kubernetes may not have them; the results are then empty.
 *
 * @see <a href="https://kubernetes.io/docs/reference/instrumentation/zpages/">z-pages</a>
 * @see <a href="https://kubernetes.io/docs/reference/instrumentation/metrics/">Kubernetes
 *     metrics</a>
 */
class ApiServerDiagnostics {
  // On by default in Kubernetes 1.36 and newer.
  private static final String FLAGS = "application/json;v=v1beta1;g=config.k8s.io;as=Flagz";
  private static final FieldMask FLAG_FIELDS =
      FieldMask.of(
          "flags oidc-issuer-url",
          "flags oidc-client-id",
          "flags oidc-ca-file",
          "flags authentication-config");
  private static final Pattern ISSUER_HASH =
      Pattern.compile(
          "^apiserver_authentication_jwt_authenticator_[a-z_]{1,60}+\\{[^}]{0,1000}?jwt_issuer_hash=\"(sha256:[0-9a-f]{64})\"");
  // Kubernetes writes no longer lines, and matching them could take very long.
  private static final int MAX_LINE_LENGTH = 2_000;

  /**
   * Limit of the time series to read: an API server trusts at most 64 issuers, with a few series
   * each.
   */
  private static final int MAX_SERIES = 1_000;

  private final ClusterApi api;
  private final Clock clock;

  ApiServerDiagnostics(ClusterApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * The OIDC flags of kube-apiserver; empty text for a flag that is not set.
   *
   * @param issuerUrl {@code --oidc-issuer-url}
   * @param clientId {@code --oidc-client-id}
   * @param caFile {@code --oidc-ca-file}
   * @param configuration {@code --authentication-config}
   */
  record Flags(String issuerUrl, String clientId, String caFile, String configuration) {}

  /** The OIDC flags; empty if they cannot be read. */
  Optional<Flags> flags() {
    try {
      return api.text("/flagz", FLAGS)
          .object(FLAG_FIELDS)
          .map(answer -> answer.get("flags"))
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .map(
              flags ->
                  new Flags(
                      text(flags, "oidc-issuer-url"),
                      text(flags, "oidc-client-id"),
                      text(flags, "oidc-ca-file"),
                      text(flags, "authentication-config")));
    } catch (ClusterException notReadable) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject flags, String name) {
    return flags.get(name) instanceof JsonString text ? ServerText.of(text.getString()) : "";
  }

  /**
   * SHA-256 of each issuer whose keys the API server has fetched, or whose tokens it has seen,
   * since it started. The metrics do not contain the addresses themselves.
   */
  Set<String> issuerHashes() {
    var hashes = new LinkedHashSet<String>();
    try {
      api.text("/metrics", "text/plain")
          .body()
          .lines()
          .filter(line -> line.length() <= MAX_LINE_LENGTH)
          .map(ISSUER_HASH::matcher)
          .filter(Matcher::find)
          .limit(MAX_SERIES)
          .forEach(matcher -> hashes.add(matcher.group(1)));
    } catch (ClusterException notReadable) {
      return Set.of();
    }
    return hashes;
  }

  /**
   * How far the API server's clock is ahead of this one, with a precision of one or two seconds;
   * empty if it sends no date.
   */
  Optional<Duration> clockDifference() {
    try {
      return api.text("/version", "application/json")
          .date()
          .map(date -> Duration.between(clock.instant(), date));
    } catch (ClusterException e) {
      return Optional.empty();
    }
  }

  /** The hash of an issuer as in the metrics. */
  static String hash(String issuer) {
    return "sha256:" + Sha256.hex(issuer);
  }
}
