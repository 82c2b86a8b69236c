package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;
import static org.clustershare.story.signin.SignInsOfEachKind.ALICE;
import static org.clustershare.story.signin.SignInsOfEachKind.BOTH;
import static org.clustershare.story.signin.SignInsOfEachKind.EARLIER;
import static org.clustershare.story.signin.SignInsOfEachKind.ONE;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.signin.SignInsOfEachKind.Kind;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sign-ins to the console, for shares and for trust checks, which end at one redirect URI: no kind
 * takes an answer of another kind or of another browser (RFC 9700, section 4). {@link
 * ForgedStateKT} has the states that an attacker has changed.
 */
@StoryTest
class OneRedirectUriKT {
  private final HostileProviderStack stack;
  private final HostileProvider provider;
  private final SignInsOfEachKind signIns;

  OneRedirectUriKT(HostileProviderStack stack) {
    this.stack = stack;
    this.provider = stack.provider;
    this.signIns = new SignInsOfEachKind(stack);
  }

  @BeforeEach
  void behave() {
    signIns.asAlice();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theProviderNeedsToKnowOneRedirectUri(Kind kind) {
    var signIn = signIns.begin(kind);

    assertThat(signIn.request())
        .containsEntry("redirect_uri", stack.product.base() + ONE)
        .containsEntry("code_challenge_method", "S256")
        .containsKey("nonce");
    assertThat(signIn.state()).hasSizeLessThanOrEqualTo(2048);
    var payload =
        new String(
            Base64.getUrlDecoder().decode(signIn.state().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    assertThat(Json.createReader(new StringReader(payload)).readObject())
        .containsKeys("jti", "kind", "iat", "exp");
    assertThat(payload).doesNotContain(ALICE);
    signIns.assertCompletes(kind, signIn);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONSOLE", "TRUST_CHECK"})
  void theEarlierRedirectUriStillCompletesASignIn(Kind kind) {
    var signIn = signIns.begin(kind);

    signIns.assertCompleted(kind, signIn.browser().opens(signIn.answer().at(EARLIER)));
  }

  @Test
  void aSharesAnswerIsNoneAtTheEarlierRedirectUri() {
    var signIn = signIns.begin(Kind.SHARE);

    assertThat(signIn.browser().opens(signIn.answer().at(EARLIER)))
        .isRefused(Kind.CONSOLE.refusal());
    signIns.assertCompletes(Kind.SHARE, signIn);
  }

  @Test
  void oneBrowserHasASignInOfEachKindAtOnce() {
    var browser = signIns.signedIn();
    var trustCheck = signIns.begin(Kind.TRUST_CHECK, browser);
    var share = signIns.begin(Kind.SHARE, browser);

    signIns.assertCompletes(Kind.SHARE, share);
    signIns.assertCompletes(Kind.TRUST_CHECK, trustCheck);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void loginCsrfAnAttackersAnswerInABrowserThatBeganEveryKind(Kind kind) {
    var eves = signIns.begin(kind);
    var bob = signIns.signedIn();
    signIns.begin(Kind.SHARE, bob);
    signIns.begin(Kind.TRUST_CHECK, bob);

    for (var path : BOTH) {
      assertThat(bob.opens(eves.answer().at(path))).isRefused(kind.refusalAt(path));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aUsedStateIsUsedOnEitherPath(Kind kind) {
    var signIn = signIns.begin(kind);
    signIns.assertCompletes(kind, signIn);

    for (var path : BOTH) {
      assertThat(signIn.browser().opens(signIn.answer().at(path)))
          .isRefused(
              kind == Kind.SHARE && path.equals(ONE) ? "exchange-replayed" : kind.refusalAt(path));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void parametersThatComeTwiceAreRefusedAndLeaveTheSignInOpen(Kind kind) {
    var signIn = signIns.begin(kind);
    for (var path : kind.paths()) {
      for (var more : List.of("code=b", "state=b", "iss=b", "error=b&error=c", "id_token=x")) {
        assertThat(signIn.browser().opens(signIn.answer().at(path).and(more)))
            .isRefused(kind == Kind.SHARE ? "exchange-answer-wrong" : kind.refusal());
      }
    }
    signIns.assertCompletes(kind, signIn);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRefusalOfTheProviderLeadsBackToWhereThePersonBegan(Kind kind) {
    for (var path : kind.paths()) {
      var signIn = signIns.begin(kind);
      var refusal = signIn.answer().at(path).without("code").with("error", "access_denied");

      var refused = signIn.browser().opens(refusal);

      assertThat(refused).isRefused("sign-in-refused");
      assertThat(refused.link("Start again").toString())
          .startsWith(
              stack.product.base()
                  + switch (kind) {
                    case CONSOLE -> "/console/members/x?tab=1";
                    case SHARE -> ONE + "?again=";
                    case TRUST_CHECK -> signIns.trustPage();
                  });
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void mixUpTheAnswerOfAnotherProviderIsRefused(Kind kind) {
    var signIn = signIns.begin(kind);

    assertThat(signIn.browser().opens(signIn.answer().with("iss", "https://evil.example")))
        .isRefused("issuer-mixed-up");
  }

  @Test
  void aTrustCheckEndsWithItsSession() {
    var signIn = signIns.begin(Kind.TRUST_CHECK);
    signIn.browser().sends("/sign-out", "", "Origin", stack.product.base());
    signIn.browser().signsInToTheConsole();

    assertThat(signIn.browser().opens(signIn.answer())).isRefused(Kind.TRUST_CHECK.refusal());
  }

  @Test
  void aTrustCheckTakesNoTokenOfAnotherPerson() {
    var signIn = signIns.begin(Kind.TRUST_CHECK);
    provider.bendClaims(claims -> claims.claim("email", "bob@example.com"));

    assertThat(signIn.browser().opens(signIn.answer())).isRefused("trust-another-person");
  }

  @Test
  void aBearerTokenCompletesNoTrustCheck() {
    var signIn = signIns.begin(Kind.TRUST_CHECK);
    var bearer = "Bearer " + provider.idToken(ALICE);

    assertThat(stack.person().opens(signIn.answer(), "Authorization", bearer))
        .isRefused(Kind.TRUST_CHECK.refusal());
  }
}
