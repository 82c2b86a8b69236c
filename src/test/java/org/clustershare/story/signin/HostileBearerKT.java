package org.clustershare.story.signin;

import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ID tokens of a hostile provider as bearer tokens of the API (RFC 6750). */
@StoryTest
class HostileBearerKT {
  @Part private static HostileProviderStack stack;
  private final HostileProvider provider = stack.provider;

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static Arguments bent(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    return arguments(name, reason, change);
  }

  /** A caller of the API with this ID token. */
  private Actor bearer(String idToken) {
    return new Actor("alice@example.com", new Api(stack.product.base(), idToken));
  }

  /** What the provider says of Alice, except whether it has verified her email address. */
  private JWTClaimsSet.Builder alicesClaims() {
    return new JWTClaimsSet.Builder()
        .issuer(provider.url().toString())
        .subject("subject")
        .audience(Dex.CLIENT_ID)
        .issueTime(in(0))
        .expirationTime(in(300))
        .claim("email", "alice@example.com");
  }

  @Test
  void mixedCaseIsTheSamePersonForUsAndKeptForTheCluster() {
    var person = bearer(provider.idToken("ALICE@Example.com"));

    assertThat(person.at(stack.added).links()).hasStatus(200);
  }

  static Stream<Arguments> bearers() {
    return Stream.of(
        bent("for another client", "token-audience", c -> c.audience("kubelogin")),
        bent("given to another client", "token-authorized-party", c -> c.claim("azp", "kubelogin")),
        bent("an access token", "token-not-an-id-token", c -> c.claim("typ", "Bearer")),
        bent("expired", "token-expired", c -> c.expirationTime(in(-120))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bearers")
  void theApiTakesOnlyOurClientsIdTokens(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    var bearer = bearer(provider.sign(change.apply(alicesClaims()).build()));

    assertThat(bearer.projects()).hasStatus(401).hasProblem(reason);
  }

  @Test
  void theApiSaysWhichSettingTakesAnEmailThatTheProviderDoesNotCallVerified() {
    var bearer = bearer(provider.sign(alicesClaims().build()));

    assertThat(bearer.account())
        .hasStatus(403)
        .hasProblem("email-verification-missing")
        .hasNext("oidc-issuers-without-email-verified");
  }
}
