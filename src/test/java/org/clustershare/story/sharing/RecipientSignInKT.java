package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/**
 * A recipient's sign-in at dex: what the product asks for, and what the recipient sees when a
 * sign-in is refused, comes twice, comes late or ends in another browser.
 */
@DatabaseTest
@StoryTest
class RecipientSignInKT {
  private static final String FOREIGN =
      "does not belong to a sign-in that was started in this browser";

  private final Stack stack;
  private final ClusterActor alice;
  private final Recipient bob;

  RecipientSignInKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE).at(stack.cluster());
    this.bob = stack.recipient(BOB);
  }

  /** The product's redirect URI with an answer of the provider. */
  private URI answer(String query) {
    return URI.create(stack.product.base() + "/api/v1/kubeconfig?" + query);
  }

  /** The provider's answer, with which the browser came to a download page. */
  private static URI answerBefore(Page download) {
    return download.trail().stream()
        .filter(uri -> uri.getPath().equals("/api/v1/kubeconfig"))
        .filter(uri -> uri.getRawQuery().contains("code="))
        .findFirst()
        .orElseThrow();
  }

  /** The state that the product has sent with the browser to the provider. */
  private static String state(Page start) {
    return parameter(URI.create(start.location()), "state");
  }

  private static String parameter(URI address, String name) {
    return HostileProvider.single(address.getRawQuery()).getOrDefault(name, "");
  }

  private static void assertStartsAgain(Recipient recipient, Page refused) {
    assertThat(recipient.triesToDownload(recipient.startsAgain(refused))).hasStatus(200);
  }

  @Test
  void theSignInAsksForPkceNonceAndARefreshToken() {
    var start = bob.beginsSignIn(alice.shares());

    assertThat(start)
        .hasStatus(303)
        .hasHeaderWith(
            "Location",
            "code_challenge_method=S256",
            "code_challenge=",
            "nonce=",
            "offline_access",
            "response_type=code",
            "client_id=cluster-share")
        .setsCookie("csrf_token", "HttpOnly", "SameSite=Lax", "Max-Age=180");
  }

  @Test
  void theProvidersErrorIsShown() {
    var state = state(bob.beginsSignIn(alice.shares()));

    var page =
        bob.requests(
            answer("error=access_denied&error_description=%3Cb%3ENo%3C%2Fb%3E&state=" + state));

    assertThat(page)
        .hasStatus(400)
        .says("The provider refused the sign-in", "access_denied", "&lt;b&gt;No")
        .doesNotSay("<b>No");
  }

  @Test
  void aStateFromNowhereOrFromAnotherBrowserIsRefused() {
    bob.beginsSignIn(alice.shares());
    assertThat(bob.requests(answer("code=x&state=wrong"))).hasStatus(400).says(FOREIGN);

    var bobs = state(bob.beginsSignIn(alice.shares()));
    var other = stack.recipient(BOB);
    other.beginsSignIn(alice.shares());
    assertThat(other.requests(answer("code=x&state=" + bobs))).hasStatus(400).says(FOREIGN);
  }

  @Test
  void aSignInCanBeFinishedOnce() {
    var download = bob.signsIn(alice.shares());

    assertThat(bob.requests(answerBefore(download)))
        .hasStatus(400)
        .says("This sign-in was already completed");
  }

  @Test
  void aReloadedAnswerHasOneButtonThatStartsAgain() {
    var reloaded = bob.requests(answerBefore(bob.signsIn(alice.shares())));

    assertThat(reloaded).hasStatus(400);
    assertStartsAgain(bob, reloaded);
  }

  @Test
  void aSignInThatEndedInAnotherBrowserSaysSoAndCanBeStartedAgainThere() {
    var answer = answerBefore(bob.signsIn(alice.shares()));
    var other = stack.recipient(BOB);

    var refused = other.requests(answer);

    assertThat(refused)
        .hasStatus(400)
        .saysProblem("exchange-state-wrong")
        .says(FOREIGN)
        .doesNotSay("took too long");
    assertStartsAgain(other, refused);
  }

  @Test
  void aSignInThatTookTooLongSaysSoAndCanBeStartedAgainWithAndWithoutItsCookie() {
    var answer = answerBefore(bob.signsIn(alice.shares()));
    var late = startedEarlier(answer, Duration.ofSeconds(200));

    // Browsers drop the cookie when the three minutes are over, or soon after.
    for (var recipient : List.of(bob, stack.recipient(BOB))) {
      var refused = recipient.requests(late);

      assertThat(refused)
          .hasStatus(400)
          .saysProblem("exchange-expired")
          .says("This sign-in took too long", "within three minutes")
          .doesNotSay("started in this browser");
      assertStartsAgain(recipient, refused);
    }
    assertThat(bob.requests(startedEarlier(answer, Duration.ofHours(2))))
        .saysProblem("exchange-expired");
  }

  /** The provider's answer to a sign-in that began earlier by this time. */
  private URI startedEarlier(URI answer, Duration earlier) {
    try {
      var state = SignedJWT.parse(parameter(answer, "state"));
      var claims = state.getJWTClaimsSet();
      var aged =
          new SignedJWT(
              state.getHeader(),
              new JWTClaimsSet.Builder(claims)
                  .issueTime(Date.from(claims.getIssueTime().toInstant().minus(earlier)))
                  .expirationTime(Date.from(claims.getExpirationTime().toInstant().minus(earlier)))
                  .build());
      aged.sign(new MACSigner(stack.cookieHashKey.sign("sign-in-state", "share")));
      return URI.create(answer.toString().replace(parameter(answer, "state"), aged.serialize()));
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoTabsOfOneBrowserBothEndInTheFile() {
    var first = bob.beginsSignIn(alice.shares());
    var second = bob.beginsSignIn(alice.shares(), Recipient.WITH_KUBELOGIN);

    var inSecond = bob.continuesToProvider(second);
    var inFirst = bob.continuesToProvider(first);

    assertThat(bob.triesToDownload(inFirst)).says("refresh-token");
    assertThat(bob.triesToDownload(inSecond)).says("kubectl-oidc_login");
    assertThat(bob.triesToDownload(inFirst)).hasStatus(200);
  }
}
