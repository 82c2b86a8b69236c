package org.clustershare.trust.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clustershare.trust.control.Surroundings.Flags;
import org.clustershare.trust.entity.TrustState;

/**
 * Tells from a TokenReview's {@code status.error} why an API server refuses a token. The words are
 * those of Kubernetes' {@code k8s.io/apiserver/plugin/pkg/authenticator/token/oidc} and of go-oidc,
 * the same since 1.30; an API server that uses others ends in {@link TrustState#UNCLEAR} with them.
 *
 * <p>Two pairs look the same from outside and are then not {@link Verdict#certain}: <em>not
 * configured</em> and <em>other issuer</em> where neither flags nor metrics can be read, or a
 * configuration file names an issuer that nobody has used yet; <em>unreachable</em> and <em>CA not
 * trusted</em> while the API server has never been able to read the issuer's discovery document.
 */
final class Refusal {
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
  private final Surroundings around;

  /**
   * @param issuer our issuer
   * @param privateCa whether we need a CA file to trust it
   */
  Refusal(String issuer, boolean privateCa, Surroundings around) {
    this.issuer = issuer;
    this.privateCa = privateCa;
    this.around = around;
  }

  Verdict verdict(String said) {
    if (said.contains("not initialized")) {
      return notInitialized(said);
    }
    if (said.contains("expected audience")) {
      return Verdict.of(TrustState.WRONG_AUDIENCE, said);
    }
    if (said.contains("fetching keys")) {
      return Verdict.of(
          said.contains("x509") || said.contains("certificate")
              ? TrustState.CA_NOT_TRUSTED
              : TrustState.ISSUER_UNREACHABLE,
          said);
    }
    if (said.contains("token is expired") || said.contains("before the nbf")) {
      return time(said);
    }
    if (said.contains("failed to verify id token signature")) {
      // Also said when new keys could not be read, because the provider's CA changed as well.
      return Verdict.of(TrustState.KEYS_OUTDATED, said).uncertain();
    }
    if (said.contains("oidc: ")) {
      return Verdict.of(
          CLAIMS.stream().anyMatch(said::contains) ? TrustState.CLAIM_MISSING : TrustState.UNCLEAR,
          said);
    }
    return unknownIssuer(said);
  }

  /**
   * What is wrong as far as the flags tell, without anybody's token; empty when they are closed to
   * us, name a configuration file, or fit. That they fit does not make a cluster trusted.
   */
  Optional<Verdict> withoutToken(String clientId) {
    return around
        .flags()
        .filter(flags -> flags.configuration().isEmpty())
        .flatMap(
            flags -> {
              if (flags.issuerUrl().isEmpty()) {
                return Optional.of(Verdict.of(TrustState.NOT_CONFIGURED, ""));
              }
              if (!flags.issuerUrl().equals(issuer)) {
                return Optional.of(
                    Verdict.of(TrustState.OTHER_ISSUER, "").finding(flags.issuerUrl()));
              }
              if (!flags.clientId().equals(clientId)) {
                return Optional.of(
                    Verdict.of(TrustState.WRONG_AUDIENCE, "").finding(flags.clientId()));
              }
              return flags.caFile().isEmpty() && privateCa
                  ? Optional.of(
                      Verdict.of(TrustState.CA_NOT_TRUSTED, "")
                          .finding("--oidc-ca-file is not set"))
                  : Optional.empty();
            });
  }

  private Verdict notInitialized(String said) {
    var noCaFile =
        around
            .flags()
            .filter(flags -> flags.issuerUrl().equals(issuer) && flags.caFile().isEmpty());
    return noCaFile.isPresent() && privateCa
        ? Verdict.of(TrustState.CA_NOT_TRUSTED, said).finding("--oidc-ca-file is not set")
        : Verdict.of(TrustState.ISSUER_UNREACHABLE, said).uncertain();
  }

  private Verdict time(String said) {
    var difference = around.clockDifference();
    var verdict =
        Verdict.of(TrustState.CLOCK, said).finding(difference.map(Refusal::difference).orElse(""));
    return difference.filter(d -> d.abs().compareTo(CLOCK_TOLERANCE) > 0).isPresent()
        ? verdict
        : verdict.uncertain();
  }

  private static String difference(Duration difference) {
    return "%+d s".formatted(difference.toSeconds());
  }

  private Verdict unknownIssuer(String said) {
    var flags = around.flags();
    var named = flags.map(Flags::issuerUrl).filter(url -> !url.isEmpty());
    if (named.isPresent()) {
      return named.get().equals(issuer)
          ? Verdict.of(TrustState.UNCLEAR, said)
          : Verdict.of(TrustState.OTHER_ISSUER, said).finding(named.get());
    }
    var others =
        around.issuerHashes().stream()
            .filter(hash -> !hash.equals(Surroundings.hash(issuer)))
            .toList();
    if (!others.isEmpty()) {
      return Verdict.of(TrustState.OTHER_ISSUER, said)
          .finding(nearMiss(others).orElse(String.join(", ", others)));
    }
    var verdict = Verdict.of(TrustState.NOT_CONFIGURED, said);
    return flags.filter(known -> known.configuration().isEmpty()).isPresent()
        ? verdict
        : verdict.uncertain();
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
        .filter(spelling -> hashes.contains(Surroundings.hash(spelling)))
        .findFirst();
  }
}
