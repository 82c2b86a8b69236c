package org.clustershare.oidc.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.http.IssuerTrustStore;
import org.clustershare.oidc.http.NimbusHttpAdapter;
import org.clustershare.oidc.issuer.IssuerDiscovery;
import org.clustershare.oidc.issuer.IssuerKeys;
import org.clustershare.oidc.issuer.IssuerUnreachableException;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.oidc.signin.CodeExchange.Begun;
import org.clustershare.oidc.token.EmailClaimPolicy;
import org.clustershare.oidc.token.IdTokenExpectations;
import org.clustershare.oidc.token.IdTokenVerifier;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** No answer or signature of an issuer computes for long, and each ends in a refusal. */
class IssuerAnswersFuzzTest {
  private static final int MANY = 250_000;
  private static final String ISSUER = "https://dex.example.com";
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SignInSettings RULES =
      new SignInSettings(true, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of());
  private static final List<String> WORDS =
      List.of(
          "[",
          "]",
          "{\"a\":",
          "}",
          ",",
          "9",
          "1e9",
          "e",
          ".",
          "-",
          "\"",
          "\\u0000",
          "null,",
          "\"a\",",
          "\"a\":1,",
          "\\ud800",
          "true",
          "AA",
          "_",
          "'");
  private static final String METADATA =
      """
      {"issuer":"https://dex.example.com","authorization_endpoint":"https://dex.example.com/auth",
      "token_endpoint":"https://dex.example.com:443/token","jwks_uri":"https://dex.example.com/keys",
      "response_types_supported":["code"],"subject_types_supported":["public"],
      "id_token_signing_alg_values_supported":["RS256"],"scopes_supported":["openid","email"],
      "claims_locales_supported":["de"],"require_pushed_authorization_requests":false,"x":1.5}
      """;
  private static final String KEYS =
      """
      {"keys":[{"kty":"EC","crv":"P-256","kid":"a","use":"sig",
      "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
      {"kty":"RSA","kid":"b","n":"%s","e":"AQAB","exp":1,"key_ops":["verify"]},
      {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}
      """
          .formatted("w".repeat(342));

  private static NimbusHttpAdapter answering(String body) {
    return NimbusHttpAdapter.other(request -> answer(body));
  }

  private static HTTPResponse answer(String body) {
    var answer = new HTTPResponse(200);
    answer.setHeader("Content-Type", "application/json");
    answer.setBody(body);
    return answer;
  }

  @Test
  void discoveryDocumentsNeverComputeForLong() throws InterruptedException {
    var worst = numbers(METADATA);
    worst.put("many scopes", METADATA.replace("\"openid\"", "\"a\"" + ",\"b\"".repeat(MANY / 4)));
    worst.put("port", METADATA.replace(":443", ":0"));
    worst.put("no port", METADATA.replace(":443", ":"));

    new Fuzz<String>(
            "discovery document",
            document -> {
              try {
                new IssuerDiscovery(
                        URI.create(ISSUER),
                        NimbusHttpAdapter.other(
                            request ->
                                answer(
                                    request.getURI().getPath().endsWith("/keys")
                                        ? KEYS
                                        : document)),
                        CLOCK)
                    .snapshot();
              } catch (IssuerUnreachableException refused) {
                requireSentence(refused);
              }
            })
        .run(worst, new Mutations(List.of(METADATA), WORDS)::next);
  }

  private static void requireSentence(Exception refused) {
    if (refused.getMessage() == null || refused.getMessage().isBlank()) {
      throw new IllegalStateException("a refusal without a sentence", refused);
    }
  }

  @Test
  void keySetsNeverComputeForLong() throws InterruptedException {
    var worst = numbers(KEYS);
    var long64 = "A_".repeat(MANY / 2);
    worst.put(
        "coordinate",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + long64 + "\",\"y\":\"AA\"}]}");
    worst.put("modulus", KEYS.replace("w".repeat(342), long64));
    worst.put("exponent", KEYS.replace("AQAB", long64));
    worst.put("even modulus", KEYS.replace("w".repeat(342), "wA"));
    worst.put(
        "many keys", "{\"keys\":[" + "{\"kty\":\"oct\",\"k\":\"AA\"},".repeat(10_000) + "{}]}");
    worst.put(
        "certificates",
        KEYS.replace("\"exp\":1", "\"x5c\":[" + "\"AAAA\",".repeat(30_000) + "\"A\"]"));
    worst.put("operations", KEYS.replace("\"verify\"", "\"verify\"" + ",1".repeat(MANY / 2)));

    new Fuzz<String>(
            "key set",
            document -> {
              try {
                IssuerKeys.fetch(URI.create(ISSUER + "/keys"), answering(document), CLOCK);
              } catch (IOException refused) {
                requireSentence(refused);
              }
            })
        .run(worst, new Mutations(List.of(KEYS), WORDS)::next);
  }

  @Test
  void answersOfTheTokenEndpointNeverComputeForLong() throws InterruptedException {
    var good =
        """
        {"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r",
        "id_token":"eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.AAAA","scope":"openid email"}
        """;
    var worst = numbers(good);
    worst.put("scopes", good.replace("openid email", "a ".repeat(MANY / 2)));
    worst.put("header of null", good.replace("eyJhbGciOiJSUzI1NiJ9", "bnVsbA"));
    worst.put("claims of null", good.replace("eyJhIjoxfQ", "bnVsbA"));
    worst.put("token of dots", good.replace("eyJhbGci", ".".repeat(MANY)));

    new Fuzz<String>(
            "token answer",
            answer -> {
              try {
                new Unlimited()
                    .redeem(
                        relyingParty(answer),
                        "code",
                        new Begun(URI.create(ISSUER), new CodeVerifier(), new Nonce("n")));
              } catch (ProblemException refused) {
                requireSentence(refused);
              }
            })
        .run(worst, new Mutations(List.of(good, "{\"error\":\"invalid_grant\"}"), WORDS)::next);
  }

  /** A code exchange without the limits of the installation's own issuer. */
  private static final class Unlimited extends CodeExchange {
    @SuppressWarnings("NullAway") // It uses nothing of its superclass.
    Unlimited() {
      super(null, null);
    }

    @Override
    HTTPResponse sent(RelyingParty client, HTTPRequest request) throws IOException {
      return request.send(client.http());
    }
  }

  /** A client of an issuer whose token endpoint gives this answer. */
  private static RelyingParty relyingParty(String answer) {
    var http =
        NimbusHttpAdapter.other(
            request -> {
              var path = request.getURI().getPath();
              var body =
                  path.endsWith("/keys") ? KEYS : path.endsWith("/token") ? answer : METADATA;
              return answer(body);
            });
    var issuer = URI.create(ISSUER);
    return new RelyingParty(
        new ClientRegistration(issuer, "cluster-share", Optional.empty(), Optional.empty()),
        new RelyingParty.Connection(
            new IssuerDiscovery(issuer, http, CLOCK),
            http,
            new IssuerTrustStore(Optional.empty(), false, CLOCK),
            false,
            AccountSettings.SUB),
        RULES,
        CLOCK);
  }

  private static Map<String, String> numbers(String good) {
    var begin = good.substring(0, good.lastIndexOf('}'));
    var worst = new LinkedHashMap<String, String>();
    worst.put("integer", begin + ",\"z\":" + "9".repeat(MANY) + "}");
    worst.put("long answer", begin + ",\"z\":" + "9".repeat(1_000_000) + "}");
    worst.put("fraction", begin + ",\"z\":0." + "9".repeat(MANY) + "}");
    worst.put("exponent", begin + ",\"z\":1e999999999}");
    worst.put("endless exponent", begin + ",\"z\":1e99999999999}");
    worst.put("long exponent", begin + ",\"z\":1.5e" + "9".repeat(MANY) + "}");
    worst.put("nested lists", begin + ",\"z\":" + "[".repeat(MANY));
    worst.put("nested objects", begin + ",\"z\":" + "{\"a\":".repeat(MANY / 5));
    worst.put("one member often", begin + ",\"z\":1".repeat(MANY / 6) + "}");
    return worst;
  }

  @Test
  void signedClaimsNeverComputeForLong() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("a").generate();
    var metadata = OIDCProviderMetadata.parse(METADATA.replace("RS256", "ES256"));
    var keys = answering(new JWKSet(key).toPublicJWKSet().toString());
    var issuer = new ProviderSnapshot(metadata, IssuerKeys.fetch(URI.create(ISSUER), keys, CLOCK));
    var good =
        """
        {"iss":"https://dex.example.com","sub":"s","aud":["cluster-share"],"exp":1800000300,
        "iat":1800000000,"nonce":"n","email":"a@example.com","email_verified":true,"name":"A",
        "groups":["g"],"azp":"cluster-share"}
        """;
    var worst = numbers(good);
    for (var claim :
        List.of(
            "aud",
            "exp",
            "iat",
            "sub",
            "email",
            "email_verified",
            "groups",
            "name",
            "azp",
            "nonce",
            "iss",
            "nbf")) {
      for (var value :
          List.of(
              "null",
              "[null]",
              "[\"cluster-share\",null]",
              "1e300",
              "-1",
              "{}",
              "[[]]",
              "\"\\ud800\"",
              "9000000000000000")) {
        worst.put(
            claim + "=" + value,
            good.strip().replaceFirst("}$", ",\"" + claim + "\":" + value + "}"));
      }
    }
    worst.put("many groups", good.replace("\"g\"", "\"g\"" + ",\"h\"".repeat(10_000)));
    worst.put("long name", good.replace("\"A\"", "\"" + "\u00e4\u200b".repeat(8_000) + "\""));
    worst.put("long email", good.replace("a@", "a.".repeat(15_000) + "a@"));

    new Fuzz<String>("claims", claims -> check(signed(claims, key), issuer))
        .run(worst, new Mutations(List.of(good), WORDS)::next);
  }

  private static String signed(String claims, ECKey key) throws JOSEException {
    // A token of an honest length, so that its content is read.
    var payload = claims.substring(0, Math.min(claims.length(), 45_000));
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("a").build(), new Payload(payload));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }

  private static void check(String token, ProviderSnapshot issuer) throws KeySourceException {
    try {
      var claims =
          new IdTokenVerifier(CLOCK)
              .check(token, issuer, IdTokenExpectations.of(Set.of("cluster-share")));
      new EmailClaimPolicy(RULES, URI.create(ISSUER)).person(claims);
    } catch (ProblemException refused) {
      requireSentence(refused);
    }
  }

  @Test
  void headersOfTokensNeverComputeForLong() throws Exception {
    var keys = answering("{\"keys\":[]}");
    var issuer =
        new ProviderSnapshot(
            OIDCProviderMetadata.parse(METADATA),
            IssuerKeys.fetch(URI.create(ISSUER), keys, CLOCK));
    var good = "{\"alg\":\"RS256\",\"kid\":\"a\",\"typ\":\"JWT\",\"crit\":[\"exp\"],\"p2c\":1}";
    var worst = numbers(good);
    worst.put("null", "null");
    worst.put(
        "key",
        good.replace(
            "\"crit\"",
            "\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\""
                + "A_".repeat(7_000)
                + "\",\"y\":\"AA\"},\"crit\""));
    worst.put(
        "certificates",
        good.replace("\"crit\"", "\"x5c\":[" + "\"AAAA\",".repeat(2_000) + "\"A\"],\"crit\""));

    new Fuzz<String>(
            "token header",
            header ->
                check(
                    java.util.Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                header.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + ".e30.AAAA",
                    issuer))
        .run(worst, new Mutations(List.of(good), WORDS)::next);
  }
}
