package org.clustershare.trust.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.problem.Message;
import org.clustershare.trust.check.ApiServerDiagnostics.Flags;
import org.clustershare.trust.entity.TrustState;

/**
 * Diagnoses from a TokenReview's {@code status.error} why an API server refuses a token. It
 * recognizes the messages of Kubernetes' {@code
 * k8s.io/apiserver/plugin/pkg/authenticator/token/oidc} and of go-oidc, which are the same since
 * 1.30. Any other message yields {@link TrustState#UNCLEAR} and is kept in the finding.
 *
 * <p>Two pairs of states can look the same from outside; the finding is then not {@link
 * TrustFinding#certain}. <em>Not configured</em> and <em>other issuer</em> look the same without
 * readable flags and metrics, or if a configuration file names an unused issuer.
 * <em>Unreachable</em> and <em>CA not trusted</em> look the same until the API server has read the
 * issuer's discovery document once.
 */
final class TokenRefusalDiagnosis {
  private static final String NO_CA_FILE = Message.of("trust.no-ca-file").toString();
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
   * @param issuer the issuer that the API server should trust
   * @param privateCa whether a private CA signed the issuer's certificate
   */
  TokenRefusalDiagnosis(String issuer, boolean privateCa, ApiServerDiagnostics diagnostics) {
    this.issuer = issuer;
    this.privateCa = privateCa;
    this.diagnostics = diagnostics;
  }

  TrustFinding diagnose(String error) {
    if (error.contains("not initialized")) {
      return notInitialized(error);
    }
    if (error.contains("expected audience")) {
      return TrustFinding.of(TrustState.WRONG_AUDIENCE, error);
    }
    if (error.contains("fetching keys")) {
      return TrustFinding.of(
          error.contains("x509") || error.contains("certificate")
              ? TrustState.CA_NOT_TRUSTED
              : TrustState.ISSUER_UNREACHABLE,
          error);
    }
    if (error.contains("token is expired") || error.contains("before the nbf")) {
      return clockOrExpiry(error);
    }
    if (error.contains("failed to verify id token signature")) {
      // The message is the same if the new keys could not be fetched because the CA changed as
      // well.
      return TrustFinding.of(TrustState.KEYS_OUTDATED, error).uncertain();
    }
    if (error.contains("oidc: ")) {
      return TrustFinding.of(
          CLAIMS.stream().anyMatch(error::contains) ? TrustState.CLAIM_MISSING : TrustState.UNCLEAR,
          error);
    }
    return unknownIssuer(error);
  }

  /**
   * The problem that the flags alone show, without a token. Empty if the flags are not readable,
   * name a configuration file, or fit. Fitting flags do not prove that the API server trusts the
   * issuer.
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
                      TrustFinding.of(TrustState.CA_NOT_TRUSTED, "").withObservation(NO_CA_FILE))
                  : Optional.empty();
            });
  }

  private TrustFinding notInitialized(String error) {
    var noCaFile =
        diagnostics
            .flags()
            .filter(flags -> flags.issuerUrl().equals(issuer) && flags.caFile().isEmpty());
    return noCaFile.isPresent() && privateCa
        ? TrustFinding.of(TrustState.CA_NOT_TRUSTED, error).withObservation(NO_CA_FILE)
        : TrustFinding.of(TrustState.ISSUER_UNREACHABLE, error).uncertain();
  }

  private TrustFinding clockOrExpiry(String error) {
    var difference = diagnostics.clockDifference();
    var trustFinding =
        TrustFinding.of(TrustState.CLOCK, error)
            .withObservation(difference.map(TokenRefusalDiagnosis::difference).orElse(""));
    return difference.filter(d -> d.abs().compareTo(CLOCK_TOLERANCE) > 0).isPresent()
        ? trustFinding
        : trustFinding.uncertain();
  }

  private static String difference(Duration difference) {
    return "%+d s".formatted(difference.toSeconds());
  }

  private TrustFinding unknownIssuer(String error) {
    var flags = diagnostics.flags();
    var named = flags.map(Flags::issuerUrl).filter(url -> !url.isEmpty());
    if (named.isPresent()) {
      return named.get().equals(issuer)
          ? TrustFinding.of(TrustState.UNCLEAR, error)
          : TrustFinding.of(TrustState.OTHER_ISSUER, error).withObservation(named.get());
    }
    var others =
        diagnostics.issuerHashes().stream()
            .filter(hash -> !hash.equals(ApiServerDiagnostics.hash(issuer)))
            .toList();
    if (!others.isEmpty()) {
      return TrustFinding.of(TrustState.OTHER_ISSUER, error)
          .withObservation(nearMiss(others).orElse(String.join(", ", others)));
    }
    var trustFinding = TrustFinding.of(TrustState.NOT_CONFIGURED, error);
    return flags.filter(known -> known.configuration().isEmpty()).isPresent()
        ? trustFinding
        : trustFinding.uncertain();
  }

  /** Compares the hashes from the metrics with the usual misspellings of the issuer. */
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
