package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ID tokens that the provider has signed and whose claims are wrong, missing or hostile (OpenID
 * Connect Core 1.0, section 3.1.3.7). The product refuses each with its reason and without a file.
 */
@StoryTest
class HostileClaimsKT {
  @Part private static HostileProviderStack stack;
  private final HostileProvider provider = stack.provider;

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        bent("another issuer", "token-issuer", c -> c.issuer("https://evil.example")),
        bent(
            "the issuer with a slash more",
            "token-issuer",
            c -> c.issuer(stack.provider.url() + "/")),
        bent("no issuer", "token-issuer", c -> c.issuer(null)),
        bent("another audience", "token-audience", c -> c.audience("kubelogin")),
        bent("our audience in other letters", "token-audience", c -> c.audience("Cluster-Share")),
        bent("no audience", "token-audience", c -> c.audience((String) null)),
        bent(
            "several audiences without azp",
            "token-authorized-party",
            c -> c.audience(List.of(Dex.CLIENT_ID, "kubelogin"))),
        bent(
            "a further, unknown audience, with our azp",
            "token-further-audience",
            c -> c.audience(List.of(Dex.CLIENT_ID, "another-program")).claim("azp", Dex.CLIENT_ID)),
        bent(
            "a further, unknown audience, without azp",
            "token-further-audience",
            c -> c.audience(List.of(Dex.CLIENT_ID, "another-program"))),
        bent("another azp", "token-authorized-party", c -> c.claim("azp", "kubelogin")),
        bent("another nonce", "token-nonce", c -> c.claim("nonce", "another")),
        bent("no nonce", "token-nonce", c -> c.claim("nonce", null)),
        bent("expired", "token-expired", c -> c.expirationTime(in(-61))),
        bent("without an end", "token-invalid", c -> c.expirationTime(null)),
        bent("an end that is no time", "token-invalid", c -> c.claim("exp", "never")),
        bent("issued in the future", "token-too-early", c -> c.issueTime(in(90))),
        bent("without a beginning", "token-invalid", c -> c.issueTime(null)),
        bent("valid only later", "token-too-early", c -> c.notBeforeTime(in(90))),
        bent("without a subject", "token-invalid", c -> c.subject(null)),
        bent(
            "a foreign access token's hash",
            "token-hash",
            c -> c.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
        bent(
            "a foreign code's hash",
            "token-hash",
            c -> c.claim("c_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
        bent("Keycloak's access token", "token-not-an-id-token", c -> c.claim("typ", "Bearer")),
        bent("no email", "email-missing", c -> c.claim("email", null)),
        bent(
            "an email that is a list",
            "email-missing",
            c -> c.claim("email", List.of("bob@example.com"))),
        bent(
            "an email with a line break",
            "email-unusable",
            c -> c.claim("email", "bob@example.com\nadmin: true")),
        bent(
            "two emails in one",
            "email-unusable",
            c -> c.claim("email", "bob@example.com@evil.example")),
        bent(
            "an email with markup",
            "email-unusable",
            c -> c.claim("email", "<script>x</script>@example.com")),
        bent(
            "the Kelvin sign for a k",
            "email-unusable",
            c -> c.claim("email", "mar\u212a@example.com")),
        bent(
            "full-width letters",
            "email-unusable",
            c -> c.claim("email", "\uff41lice@example.com")),
        bent(
            "text that runs backwards",
            "email-unusable",
            c -> c.claim("email", "\u202ealice@example.com")),
        bent(
            "an invisible character",
            "email-unusable",
            c -> c.claim("email", "alice\u200b@example.com")),
        bent(
            "an endless email",
            "email-unusable",
            c -> c.claim("email", "x".repeat(300) + "@example.com")),
        bent("an unverified email", "email-unverified", c -> c.claim("email_verified", false)),
        bent(
            "unverified, said as a text",
            "email-unverified",
            c -> c.claim("email_verified", "false")),
        bent(
            "no word on whether the email is verified",
            "email-verification-missing",
            c -> c.claim("email_verified", null)),
        bent("verified, said as a number", "email-unverified", c -> c.claim("email_verified", 1)),
        bent(
            "verified, in capital letters",
            "email-unverified",
            c -> c.claim("email_verified", "TRUE")),
        bent(
            "verified, said in a list",
            "email-unverified",
            c -> c.claim("email_verified", List.of(true))),
        bent("an oversized token", "token-invalid", c -> c.claim("x", "x".repeat(70_000))));
  }

  private static Arguments bent(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    return arguments(name, reason, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("claims")
  void aTokenThatSaysSomethingElseIsRefused(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    provider.bendClaims(change);

    assertThat(stack.signIn()).isRefused(reason);
  }

  @Test
  void markupInEveryClaimIsShownAsTextAndStaysAValueInTheFile() {
    provider.bendClaims(
        claims ->
            claims
                .subject("<script>1</script>")
                .claim("name", "<script>2</script>")
                .claim("groups", List.of("<script>3</script>", "a\nb: c"))
                .claim("email", "o'brien&sons@example.com"));
    var bob = stack.person();

    var page = bob.follows(bob.beginsShareSignIn().answer());

    assertThat(page)
        .hasStatus(200)
        .doesNotSay("<script>1", "<script>2", "<script>3")
        .says("o'brien&amp;sons@example.com");
    assertThat(bob.opens(page.link("Download kubeconfig")))
        .hasStatus(200)
        .says("name: o'brien&sons@example.com");
  }

  @Test
  void whomTheOperatorTrustsMayBeInTheAudienceBesideUs() {
    provider.bendClaims(
        claims ->
            claims
                .audience(List.of(HostileProviderStack.TRUSTED_AUDIENCE, Dex.CLIENT_ID))
                .claim("azp", Dex.CLIENT_ID));
    var bob = stack.person();

    var page = bob.follows(bob.beginsShareSignIn().answer());

    assertThat(page).hasStatus(200);
    assertThat(page.link("Download kubeconfig")).isNotNull();
  }
}
