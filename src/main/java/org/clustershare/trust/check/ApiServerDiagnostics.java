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
 * What an administrator can see around a token that an API server refused. Each of these may be
 * closed to our credentials, or not exist in an older Kubernetes; then it is simply not known.
 *
 * @see <a href="https://kubernetes.io/docs/reference/instrumentation/zpages/">z-pages</a>
 * @see <a href="https://kubernetes.io/docs/reference/instrumentation/metrics/">Kubernetes
 *     metrics</a>
 */
class ApiServerDiagnostics {
  // Kubernetes 1.36 and newer by default.
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
  // Longer ones are none of Kubernetes' own, and could take for ever to match.
  private static final int LONGEST_LINE = 2_000;

  /** An API server trusts 64 issuers at most, and counts a few things of each. */
  private static final int MOST_SERIES = 1_000;

  private final ClusterApi api;
  private final Clock clock;

  ApiServerDiagnostics(ClusterApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * The flags of kube-apiserver about whom it trusts.
   *
   * @param issuerUrl {@code --oidc-issuer-url}
   * @param clientId {@code --oidc-client-id}
   * @param caFile {@code --oidc-ca-file}
   * @param configuration {@code --authentication-config}
   */
  record Flags(String issuerUrl, String clientId, String caFile, String configuration) {}

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
    } catch (ClusterException notOpenToUs) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject flags, String name) {
    return flags.get(name) instanceof JsonString text ? ServerText.of(text.getString()) : "";
  }

  /**
   * SHA-256 of each issuer whose keys it has fetched or whose tokens it has seen since it started;
   * the addresses themselves are not told.
   */
  Set<String> issuerHashes() {
    var hashes = new LinkedHashSet<String>();
    try {
      api.text("/metrics", "text/plain")
          .body()
          .lines()
          .filter(line -> line.length() <= LONGEST_LINE)
          .map(ISSUER_HASH::matcher)
          .filter(Matcher::find)
          .limit(MOST_SERIES)
          .forEach(matcher -> hashes.add(matcher.group(1)));
    } catch (ClusterException notOpenToUs) {
      return Set.of();
    }
    return hashes;
  }

  /** How far its clock is ahead of ours, to a second or two; empty when it does not tell. */
  Optional<Duration> clockDifference() {
    try {
      return api.text("/version", "application/json")
          .date()
          .map(date -> Duration.between(clock.instant(), date));
    } catch (ClusterException e) {
      return Optional.empty();
    }
  }

  /** As the metrics name an issuer. */
  static String hash(String issuer) {
    return "sha256:" + Sha256.hex(issuer);
  }
}
