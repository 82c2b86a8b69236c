package org.clustershare.trust.check;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** What an API server says of a token, and what is in one, is told apart soon. */
class TokenRefusalDiagnosisFuzzTest {
  private static final int MANY = 250_000;
  private static final ClusterApi API =
      new ClusterApis(new AddressPolicy(Set.of()))
          .as(URI.create("https://127.0.0.1:1"), Optional.empty(), Secret.of("x"));

  private static ApiServerDiagnostics around(String hash) {
    return new ApiServerDiagnostics(API, Clock.systemUTC()) {
      @Override
      Optional<Flags> flags() {
        return Optional.empty();
      }

      @Override
      Set<String> issuerHashes() {
        return Set.of(hash);
      }

      @Override
      Optional<Duration> clockDifference() {
        return Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
      }
    };
  }

  @Test
  void wordsOfAnApiServerNeverComputeForLong() throws InterruptedException {
    var good =
        List.of(
            "oidc: verify token: oidc: token is expired (Token Expiry: 2026-01-01)",
            "oidc: verify token: fetching keys oidc: get keys failed: x509: unknown authority",
            "oidc: parse groups claim \"groups\": json: cannot unmarshal",
            "{\"email\":\"a\",\"groups\":[\"g\",1,null],\"exp\":1800000000}",
            "{\"email\":\"a\",\"groups\":\"g\",\"exp\":1800000000}");
    var worst = new LinkedHashMap<String, String>();
    worst.put("long", "x".repeat(MANY));
    worst.put("beginnings", "fetching key".repeat(MANY / 12));
    worst.put("groups that are no list", "{\"groups\":{},\"exp\":1}");
    worst.put("times", "{\"exp\":1e300}");

    new Fuzz<String>(
            "refusal",
            said -> {
              new TokenRefusalDiagnosis("https://dex.example.com/dex", true, around(said))
                  .diagnose(said);
              claims(said);
            })
        .run(worst, new Mutations(good, List.of("oidc: ", "x509", "\"", "[", "{", "9", ","))::next);
  }

  /** Callers bring only tokens that were checked: those have an end, and an email that is text. */
  private static void claims(String text) {
    var payload =
        text.startsWith("{") && text.contains("\"exp\":1800000000}") ? text : "{\"exp\":1}";
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var token =
        encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
            + ".AAAA";
    try {
      IdTokenClaims.of(Secret.of(token));
    } catch (IllegalArgumentException notChecked) {
      // Not JSON after a change, or an email that is none.
    }
  }
}
