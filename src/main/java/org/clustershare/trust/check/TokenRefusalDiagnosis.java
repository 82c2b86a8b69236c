package org.clustershare.trust.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clustershare.trust.check.ApiServerDiagnostics.Flags;
import org.clustershare.trust.entity.TrustState;

/**
 * Tells from a TokenReview's {@code status.error} why an API server refuses a token. The words are
 * those of Kubernetes' {@code k8s.io/apiserver/plugin/pkg/authenticator/token/oidc} and of go-oidc,
 * the same since 1.30; an API server that uses others ends in {@link TrustState#UNCLEAR} with them.
 *
 * <p>Two pairs look the same from outside and are then not {@link TrustFinding#certain}: <em>not
 * configured</em> and <em>other issuer</em> where neither flags nor metrics can be read, or a
 * configuration file names an issuer that nobody has used yet; <em>unreachable</em> and <em>CA not
 * trusted</em> while the API server has never been able to read the issuer's discovery document.
 */
final class TokenRefusalDiagnosis {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
  private static final List<String> CLAIMS =
      List.of(
          "parse username claim",
          "email not verified",
          "'email_verified' claim",
          "required claim",
          "claim validation expression",
          "user info validation rule",
          "username claim expression",
          "empty username",
          "parse groups claim",
          "group claim expression",
          "parse uid claim",
          "uid claim expression",
          "extra claim expression");

  private final String issuer;
  private final boolean privateCa;
  private final ApiServerDiagnostics diagnostics;

  /**
   * @param issuer our issuer
   * @param privateCa whether we need a CA file to trust it
   */
  TokenRefusalDiagnosis(String issuer, boolean privateCa, ApiServerDiagnostics around) {
    this.issuer = issuer;
    this.privateCa = privateCa;
    this.diagnostics = around;
  }

  TrustFinding diagnose(String said) {
    if (said.contains("not initialized")) {
      return notInitialized(said);
    }
    if (said.contains("expected audience")) {
      return TrustFinding.of(TrustState.WRONG_AUDIENCE, said);
    }
    if (said.contains("fetching keys")) {
      return TrustFinding.of(
          said.contains("x509") || said.contains("certificate")
              ? TrustState.CA_NOT_TRUSTED
              : TrustState.ISSUER_UNREACHABLE,
          said);
    }
    if (said.contains("token is expired") || said.contains("before the nbf")) {
      return clockOrExpiry(said);
    }
    if (said.contains("failed to verify id token signature")) {
      // Also said when new keys could not be read, because the provider's CA changed as well.
      return TrustFinding.of(TrustState.KEYS_OUTDATED, said).uncertain();
    }
    if (said.contains("oidc: ")) {
      return TrustFinding.of(
          CLAIMS.stream().anyMatch(said::contains) ? TrustState.CLAIM_MISSING : TrustState.UNCLEAR,
          said);
    }
    return unknownIssuer(said);
  }

  /**
   * What is wrong as far as the flags tell, without anybody's token; empty when they are closed to
   * us, name a configuration file, or fit. That they fit does not make a cluster trusted.
   */
  Optional<TrustFinding> fromFlags(String clientId) {
    return diagnostics
        .flags()
        .filter(flags -> flags.configuration().isEmpty())
        .flatMap(
            flags -> {
              if (flags.issuerUrl().isEmpty()) {
                return Optional.of(TrustFinding.of(TrustState.NOT_CONFIGURED, ""));
              }
              if (!flags.issuerUrl().equals(issuer)) {
                return Optional.of(
                    TrustFinding.of(TrustState.OTHER_ISSUER, "")
                        .withObservation(flags.issuerUrl()));
              }
              if (!flags.clientId().equals(clientId)) {
                return Optional.of(
                    TrustFinding.of(TrustState.WRONG_AUDIENCE, "")
                        .withObservation(flags.clientId()));
              }
              return flags.caFile().isEmpty() && privateCa
                  ? Optional.of(
                      TrustFinding.of(TrustState.CA_NOT_TRUSTED, "")
                          .withObservation("--oidc-ca-file is not set"))
                  : Optional.empty();
            });
  }

  private TrustFinding notInitialized(String said) {
    var noCaFile =
        diagnostics
            .flags()
            .filter(flags -> flags.issuerUrl().equals(issuer) && flags.caFile().isEmpty());
    return noCaFile.isPresent() && privateCa
        ? TrustFinding.of(TrustState.CA_NOT_TRUSTED, said)
            .withObservation("--oidc-ca-file is not set")
        : TrustFinding.of(TrustState.ISSUER_UNREACHABLE, said).uncertain();
  }

  private TrustFinding clockOrExpiry(String said) {
    var difference = diagnostics.clockDifference();
    var trustFinding =
        TrustFinding.of(TrustState.CLOCK, said)
            .withObservation(difference.map(TokenRefusalDiagnosis::difference).orElse(""));
    return difference.filter(d -> d.abs().compareTo(CLOCK_TOLERANCE) > 0).isPresent()
        ? trustFinding
        : trustFinding.uncertain();
  }

  private static String difference(Duration difference) {
    return "%+d s".formatted(difference.toSeconds());
  }

  private TrustFinding unknownIssuer(String said) {
    var flags = diagnostics.flags();
    var named = flags.map(Flags::issuerUrl).filter(url -> !url.isEmpty());
    if (named.isPresent()) {
      return named.get().equals(issuer)
          ? TrustFinding.of(TrustState.UNCLEAR, said)
          : TrustFinding.of(TrustState.OTHER_ISSUER, said).withObservation(named.get());
    }
    var others =
        diagnostics.issuerHashes().stream()
            .filter(hash -> !hash.equals(ApiServerDiagnostics.hash(issuer)))
            .toList();
    if (!others.isEmpty()) {
      return TrustFinding.of(TrustState.OTHER_ISSUER, said)
          .withObservation(nearMiss(others).orElse(String.join(", ", others)));
    }
    var trustFinding = TrustFinding.of(TrustState.NOT_CONFIGURED, said);
    return flags.filter(known -> known.configuration().isEmpty()).isPresent()
        ? trustFinding
        : trustFinding.uncertain();
  }

  /** Metrics tell hashes only, but the usual misspellings of our own issuer can be tried. */
  private Optional<String> nearMiss(List<String> hashes) {
    var bare = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return List.of(
            bare,
            bare + "/",
            bare.replaceFirst("^(https://[^/]+)/.*", "$1"),
            bare + "/.well-known/openid-configuration")
        .stream()
        .filter(spelling -> hashes.contains(ApiServerDiagnostics.hash(spelling)))
        .findFirst();
  }
}
