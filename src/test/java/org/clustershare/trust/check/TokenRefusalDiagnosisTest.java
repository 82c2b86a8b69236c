package org.clustershare.trust.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.trust.entity.TrustState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of kube-apiserver 1.37; TrustKT and TrustSetupKT have real ones say them. */
class TokenRefusalDiagnosisTest {
  private static final String ISSUER = "https://dex.example.com/dex";
  private static final String UNKNOWN_ISSUER = "invalid bearer token";

  private static TokenRefusalDiagnosis refusal(ApiServerDiagnostics around) {
    return new TokenRefusalDiagnosis(ISSUER, true, around);
  }

  /** What an administrator sees; no API server is asked. */
  private static final class Seen extends ApiServerDiagnostics {
    private final Optional<Flags> flags;
    private final Set<String> hashes;
    private final Optional<Duration> clock;

    Seen(Optional<Flags> flags, Set<String> hashes, Optional<Duration> clock) {
      super(
          new ClusterApis(new AddressPolicy(Set.of()))
              .as(java.net.URI.create("https://127.0.0.1:1"), Optional.empty(), Secret.of("x")),
          Clock.systemUTC());
      this.flags = flags;
      this.hashes = hashes;
      this.clock = clock;
    }

    static Seen nothing() {
      return new Seen(Optional.empty(), Set.of(), Optional.empty());
    }

    static Seen flags(String issuer, String caFile, String configuration) {
      return new Seen(
          Optional.of(new Flags(issuer, "client", caFile, configuration)),
          Set.of(),
          Optional.empty());
    }

    static Seen issuers(String... urls) {
      return new Seen(
          Optional.of(new Flags("", "", "", "/etc/authentication.yaml")),
          java.util.Arrays.stream(urls)
              .map(ApiServerDiagnostics::hash)
              .collect(java.util.stream.Collectors.toSet()),
          Optional.empty());
    }

    static Seen ahead(Duration difference) {
      return new Seen(Optional.empty(), Set.of(), Optional.of(difference));
    }

    @Override
    Optional<Flags> flags() {
      return flags;
    }

    @Override
    Set<String> issuerHashes() {
      return hashes;
    }

    @Override
    Optional<Duration> clockDifference() {
      return clock;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oidc: verify token: oidc: expected audience \"other\" got"
            + " [\"cluster-share\"]|WRONG_AUDIENCE",
        "oidc: verify token: oidc: expected audience in [\"a\" \"b\"] got"
            + " [\"cluster-share\"]|WRONG_AUDIENCE",
        "oidc: email not verified|CLAIM_MISSING",
        "oidc: parse username claims \"nickname\": claim not present|CLAIM_MISSING",
        "oidc: error evaluating username claim expression: expression 'claims.x' resulted in error:"
            + " no such key: x|CLAIM_MISSING",
        "oidc: required claim hd not present in ID token|CLAIM_MISSING",
        "oidc: error evaluating claim validation expression: validation expression 'a' failed:"
            + " b|CLAIM_MISSING",
        "oidc: verify token: failed to verify signature: failed to verify id token"
            + " signature|KEYS_OUTDATED",
        "oidc: verify token: failed to verify signature: fetching keys oidc: get keys failed Get"
            + " \"https://d/keys\": tls: failed to verify certificate: x509: certificate signed by"
            + " unknown authority|CA_NOT_TRUSTED",
        "oidc: verify token: failed to verify signature: fetching keys oidc: get keys failed Get"
            + " \"https://d/keys\": dial tcp 127.0.0.1:1: connect: connection"
            + " refused|ISSUER_UNREACHABLE",
        "oidc: authenticator not initialized|ISSUER_UNREACHABLE",
        "oidc: something of a later Kubernetes|UNCLEAR",
      })
  void theApiServersWordsTellTheReason(String words, TrustState state) {
    var said = "[invalid bearer token, " + words + "]";

    var trustFinding = refusal(Seen.nothing()).diagnose(said);

    assertThat(trustFinding.state()).isEqualTo(state);
    assertThat(trustFinding.said()).isEqualTo(said);
  }

  @Test
  void withoutACaFileAnApiServerCannotTrustAPrivateCa() {
    var said = "[invalid bearer token, oidc: authenticator not initialized]";

    assertThat(refusal(Seen.flags(ISSUER, "", "")).diagnose(said).state())
        .isEqualTo(TrustState.CA_NOT_TRUSTED);
    var withFile = refusal(Seen.flags(ISSUER, "/ca.crt", "")).diagnose(said);
    assertThat(withFile.state()).isEqualTo(TrustState.ISSUER_UNREACHABLE);
    assertThat(withFile.certain()).as("the file may be another CA's").isFalse();
  }

  @Test
  void anApiServerThatNamesNoIssuerAtAllIsNotConfigured() {
    var trustFinding = refusal(Seen.flags("", "", "")).diagnose(UNKNOWN_ISSUER);

    assertThat(trustFinding.state()).isEqualTo(TrustState.NOT_CONFIGURED);
    assertThat(trustFinding.certain()).isTrue();
  }

  @Test
  void whereNothingCanBeSeenNotConfiguredIsNotCertain() {
    var trustFinding = refusal(Seen.nothing()).diagnose(UNKNOWN_ISSUER);

    assertThat(trustFinding.state()).isEqualTo(TrustState.NOT_CONFIGURED);
    assertThat(trustFinding.certain()).isFalse();
  }

  @Test
  void anotherIssuerInTheFlagsIsNamed() {
    var trustFinding =
        refusal(Seen.flags("https://other.example.com", "", "")).diagnose(UNKNOWN_ISSUER);

    assertThat(trustFinding.state()).isEqualTo(TrustState.OTHER_ISSUER);
    assertThat(trustFinding.found()).isEqualTo("https://other.example.com");
  }

  @Test
  void aMisspeltIssuerIsRecognisedByTheHashInTheMetrics() {
    var trustFinding = refusal(Seen.issuers(ISSUER + "/")).diagnose(UNKNOWN_ISSUER);

    assertThat(trustFinding.state()).isEqualTo(TrustState.OTHER_ISSUER);
    assertThat(trustFinding.found()).isEqualTo(ISSUER + "/");
  }

  @Test
  void aTokenThatIsTooOldOnlyThereIsAMatterOfClocks() {
    var said =
        "[invalid bearer token, oidc: verify token: oidc: token is expired (Token Expiry: x)]";

    var ahead = refusal(Seen.ahead(Duration.ofMinutes(20))).diagnose(said);
    assertThat(ahead.state()).isEqualTo(TrustState.CLOCK);
    assertThat(ahead.found()).isEqualTo("+1200 s");
    assertThat(ahead.certain()).isTrue();
    assertThat(refusal(Seen.ahead(Duration.ofSeconds(1))).diagnose(said).certain()).isFalse();
  }

  @Test
  void withoutATokenTheFlagsTellWhatIsWrongAndNeverThatAllIsWell() {
    var found = refusal(Seen.flags("", "", "")).fromFlags("client").orElseThrow();
    assertThat(found.state()).isEqualTo(TrustState.NOT_CONFIGURED);
    assertThat(refusal(Seen.flags("https://o", "/ca", "")).fromFlags("client"))
        .hasValueSatisfying(v -> assertThat(v.state()).isEqualTo(TrustState.OTHER_ISSUER));
    assertThat(refusal(Seen.flags(ISSUER, "/ca", "")).fromFlags("ours"))
        .hasValueSatisfying(v -> assertThat(v.state()).isEqualTo(TrustState.WRONG_AUDIENCE));
    assertThat(refusal(Seen.flags(ISSUER, "", "")).fromFlags("client"))
        .hasValueSatisfying(v -> assertThat(v.state()).isEqualTo(TrustState.CA_NOT_TRUSTED));
    assertThat(refusal(Seen.flags(ISSUER, "/ca", "")).fromFlags("client")).isEmpty();
    assertThat(refusal(Seen.flags("", "", "/a.yaml")).fromFlags("client")).isEmpty();
    assertThat(refusal(Seen.nothing()).fromFlags("client")).isEmpty();
  }

  @Test
  void whatWasFoundSurvivesBeingKept() {
    var recognizedUser =
        new TrustFinding.RecognizedUser(
            "dex:bob@example.com",
            java.util.List.of("dex:developers"),
            Optional.of("dex:"),
            Optional.of("dex:"));
    var trustFinding = TrustFinding.trusted(recognizedUser);

    assertThat(TrustFinding.read(TrustState.TRUSTED, trustFinding.json().toString()))
        .isEqualTo(trustFinding);
    assertThat(recognizedUser.isNamedWith(UsernamePrefixes.NONE)).isFalse();
    var refused = TrustFinding.of(TrustState.CLOCK, "said").withObservation("+5 s").uncertain();
    assertThat(TrustFinding.read(TrustState.CLOCK, refused.json().toString())).isEqualTo(refused);
  }
}
