package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.MIXED_CASE;
import static org.clustershare.story.driver.Stack.UNVERIFIED;
import static org.clustershare.story.driver.Stack.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a link to a kubeconfig, and what happens when something is wrong on the way. */
@DatabaseTest
@StoryTest
class SharingKT {
  private final Stack stack;
  private final Added added;

  @TempDir private Path folder = Path.of("");

  SharingKT(Stack stack) {
    this.stack = stack;
    this.added = stack.cluster();
  }

  private URI share() {
    return URI.create(
        stack.api(ALICE).post(added.path() + "/shares", "").object().getString("link"));
  }

  private Page signIn(Visitor visitor, URI link) {
    return visitor.open(visitor.open(link).link("Sign in to continue"));
  }

  private Path file(Page kubeconfig) throws IOException {
    return Files.writeString(folder.resolve("kubeconfig"), kubeconfig.body());
  }

  /** Tests of other classes bind Bob in the same API server. */
  private void takeRoles(String email) {
    for (var role : List.of("clusterroles/view", "clusterroles/edit", "clusterroles/admin")) {
      stack.api(ALICE).delete(added.path() + "/" + role + "/clusterbindings", user(email));
    }
    for (var role : List.of("namespace-viewer", "namespace-editor", "namespace-admin")) {
      stack.api(ALICE).delete(added.path() + "/roles/default/" + role + "/bindings", user(email));
    }
  }

  @Test
  void theWholeStory() throws IOException {
    takeRoles(BOB);
    var bob = stack.visitor(BOB);
    var link = share();
    var host = stack.apiServer.server().getAuthority();
    assertThat(bob.open(link).body()).contains("API server is " + host);
    var download = signIn(bob, link);
    assertThat(download.body()).contains("sends your tokens to " + host);
    var answer = bob.get(download.link("Download kubeconfig"));
    var kubeconfig = file(answer);

    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=kubeconfig-" + added.cluster());
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-cache");
    assertThat(answer.body()).contains("idp-certificate-authority-data", "refresh-token");
    assertThat(stack.kubectl.run(kubeconfig, "get", "pods").text())
        .contains("Forbidden", "\"" + BOB + "\"");

    stack.api(ALICE).post(added.path() + "/clusterroles/view/clusterbindings", user(BOB));
    assertThat(stack.kubectl.run(kubeconfig, "get", "pods").text()).contains("No resources found");

    stack.api(ALICE).delete(added.path() + "/clusterroles/view/clusterbindings", user(BOB));
    assertThat(stack.kubectl.run(kubeconfig, "get", "pods").text()).contains("Forbidden");
  }

  @Test
  void aLinkOfKkpsFormAnswersWithTheFileWhileThatPersonShares() throws IOException {
    var added = stack.addCluster();
    var link =
        URI.create(
            stack.product.base()
                + "/api/v1/kubeconfig?project_id=%s&cluster_id=%s&user_id=%s"
                    .formatted(added.project(), added.cluster(), Person.id(ALICE)));

    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(403);

    var share = stack.api(ALICE).post(added.path() + "/shares", "").object().getString("id");
    var file = stack.visitor(BOB).open(link);
    assertThat(file.status()).isEqualTo(200);
    assertThat(stack.kubectl.run(file(file), "auth", "whoami").text()).contains(BOB);

    stack.api(ALICE).delete(added.path() + "/shares/" + share);
    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(403);
  }

  @Test
  void theKubeloginKindHoldsNoTokenAndNoSecret() {
    var bob = stack.visitor(BOB);
    var download = bob.open(bob.open(share()).link("Use kubelogin instead"));
    var kubeconfig = bob.get(download.link("Download kubeconfig")).body();

    assertThat(kubeconfig)
        .contains("command: kubectl-oidc_login", "--certificate-authority-data=")
        .doesNotContain("refresh-token", "id-token", "client-secret");
  }

  @Test
  void anUnknownLinkIsAPageAndAProblemDocument() {
    var nowhere = stack.product.base() + "/share/nowhere";

    var page = stack.visitor(BOB).open(URI.create(nowhere));
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).contains("This link does not exist", "ask the sender");
    var document = stack.api(BOB).get("/share/nowhere");
    assertThat(document.status()).isEqualTo(404);
    assertThat(document.contentType()).startsWith("application/problem+json");
    assertThat(document.object().getString("type")).endsWith("share-unknown");
  }

  @Test
  void aRevokedShareSaysSoAndEndsADownloadThatWaits() {
    var link = share();
    var bob = stack.visitor(BOB);
    var download = signIn(bob, link).link("Download kubeconfig");
    var id =
        stack.api(ALICE).get(added.path() + "/shares").array().getJsonObject(0).getString("id");

    stack.api(ALICE).delete(added.path() + "/shares/" + id);

    var page = stack.visitor(BOB).open(link);
    assertThat(page.status()).isEqualTo(410);
    assertThat(page.body()).contains("This share has been revoked");
    assertThat(bob.get(download).status()).isEqualTo(410);
  }

  @Test
  void aDownloadBelongsToTheBrowserThatSignedIn() {
    var bob = stack.visitor(BOB);
    var download = signIn(bob, share());

    assertThat(stack.visitor(BOB).get(download.link("Download kubeconfig")).status())
        .isEqualTo(410);
    assertThat(stack.visitor(BOB).get(download.uri()).status()).isEqualTo(410);
    assertThat(bob.get(download.link("Download kubeconfig")).status()).isEqualTo(200);
  }

  @Test
  void anUnverifiedEmailIsRefusedWithAPage() {
    var page = signIn(stack.visitor(UNVERIFIED), share());

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("Your email address is not verified", UNVERIFIED);
  }

  @Test
  void theProvidersErrorIsShown() {
    var bob = stack.visitor(BOB);
    var authorization = bob.get(bob.open(share()).link("Sign in to continue"));
    var state =
        authorization
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceAll(".*[?&]state=([^&]*).*", "$1");

    var page =
        bob.get(
            URI.create(
                stack.product.base()
                    + "/api/v1/kubeconfig?error=access_denied&error_description=%3Cb%3ENo%3C%2Fb%3E&state="
                    + state));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body())
        .contains("The provider refused the sign-in", "access_denied", "&lt;b&gt;No")
        .doesNotContain("<b>No");
  }

  @Test
  void aStateFromNowhereOrFromAnotherBrowserIsRefused() {
    var bob = stack.visitor(BOB);
    bob.get(bob.open(share()).link("Sign in to continue"));
    var wrong = bob.get(URI.create(stack.product.base() + "/api/v1/kubeconfig?code=x&state=wrong"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("does not belong to a sign-in that was started in this browser");

    var location =
        bob.get(bob.open(share()).link("Sign in to continue"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    var other = stack.visitor(BOB);
    other.get(other.open(share()).link("Sign in to continue"));
    var stolen =
        other.get(
            URI.create(
                stack.product.base()
                    + "/api/v1/kubeconfig?code=x&state="
                    + location.replaceAll(".*[?&]state=([^&]*).*", "$1")));
    assertThat(stolen.status()).isEqualTo(400);
    assertThat(stolen.body())
        .contains("does not belong to a sign-in that was started in this browser");
  }

  @Test
  void aSignInCanBeFinishedOnce() {
    var bob = stack.visitor(BOB);
    var download = signIn(bob, share());

    var again = bob.get(callback(download));

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.body()).contains("This sign-in was already completed");
  }

  private URI callback(Page download) {
    return download.trail().stream()
        .filter(uri -> uri.getPath().equals("/api/v1/kubeconfig"))
        .filter(uri -> uri.getRawQuery().contains("code="))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReloadedAnswerHasOneButtonThatStartsAgain() {
    var bob = stack.visitor(BOB);
    var again = bob.get(callback(signIn(bob, share())));

    assertThat(again.status()).isEqualTo(400);
    var download = bob.open(again.link("Start again"));
    assertThat(bob.get(download.link("Download kubeconfig")).status()).isEqualTo(200);
  }

  @Test
  void aSignInThatEndedInAnotherBrowserSaysSoAndCanBeStartedAgainThere() {
    var callback = callback(signIn(stack.visitor(BOB), share()));
    var other = stack.visitor(BOB);
    var refused = other.get(callback);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("data-problem=\"exchange-state-wrong\"")
        .contains("does not belong to a sign-in that was started in this browser")
        .doesNotContain("took too long");
    assertStartsAgain(other, refused);
  }

  @Test
  void aSignInThatTookTooLongSaysSoAndCanBeStartedAgainWithAndWithoutItsCookie() {
    var bob = stack.visitor(BOB);
    var answer = callback(signIn(bob, share()));
    var late = startedEarlier(answer, Duration.ofSeconds(200));

    // Browsers drop the cookie when the three minutes are over, or soon after.
    for (var browser : List.of(bob, stack.visitor(BOB))) {
      var refused = browser.get(late);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .contains("data-problem=\"exchange-expired\"")
          .contains("This sign-in took too long", "within three minutes")
          .doesNotContain("started in this browser");
      assertStartsAgain(browser, refused);
    }
    assertThat(bob.get(startedEarlier(answer, Duration.ofHours(2))).body())
        .contains("data-problem=\"exchange-expired\"");
  }

  private static void assertStartsAgain(Visitor browser, Page refused) {
    var download = browser.open(refused.link("Start again"));
    assertThat(browser.get(download.link("Download kubeconfig")).status()).isEqualTo(200);
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

  private static String parameter(URI address, String name) {
    return HostileProvider.single(address.getRawQuery()).getOrDefault(name, "");
  }

  @Test
  void aDownloadThatIsOverCanBeStartedAgainWhileTheClusterIsShared() {
    var link = share();
    var download = signIn(stack.visitor(BOB), link);
    var other = stack.visitor(BOB);

    var gone = other.get(download.uri());
    assertThat(gone.status()).isEqualTo(410);
    var again = other.open(gone.link("Start again"));
    assertThat(other.get(again.link("Download kubeconfig")).status()).isEqualTo(200);
    var file = other.get(download.link("Download kubeconfig"));
    assertThat(file.status()).isEqualTo(410);
    assertThat(file.link("Start again").getPath()).isEqualTo("/api/v1/kubeconfig");

    var id =
        stack.api(ALICE).get(added.path() + "/shares").array().getJsonObject(0).getString("id");
    stack.api(ALICE).delete(added.path() + "/shares/" + id);
    assertThat(other.open(gone.link("Start again")).body()).contains("This share has been revoked");
  }

  @Test
  void twoTabsOfOneBrowserBothEndInTheFile() {
    var bob = stack.visitor(BOB);
    var first = bob.get(bob.open(share()).link("Sign in to continue"));
    var second = bob.get(bob.open(share()).link("Use kubelogin instead"));

    var inSecond = bob.open(URI.create(second.headers().firstValue("Location").orElseThrow()));
    var inFirst = bob.open(URI.create(first.headers().firstValue("Location").orElseThrow()));

    assertThat(bob.get(inFirst.link("Download kubeconfig")).body()).contains("refresh-token");
    assertThat(bob.get(inSecond.link("Download kubeconfig")).body()).contains("kubectl-oidc_login");
    assertThat(bob.get(inFirst.link("Download kubeconfig")).status()).isEqualTo(200);
  }

  @Test
  void theSignInAsksForPkceNonceAndARefreshToken() {
    var bob = stack.visitor(BOB);
    var begun = bob.get(bob.open(share()).link("Sign in to continue"));
    var location = begun.headers().firstValue("Location").orElseThrow();

    assertThat(begun.status()).isEqualTo(303);
    assertThat(location)
        .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "offline_access")
        .contains("response_type=code", "client_id=cluster-share");
    assertThat(begun.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("csrf_token=")
                    .containsIgnoringCase("HttpOnly")
                    .containsIgnoringCase("SameSite=Lax")
                    .containsIgnoringCase("Max-Age=180"));
  }

  @Test
  void theTokensAreLoggedNowhere() {
    var bob = stack.visitor(BOB);
    var kubeconfig = bob.get(signIn(bob, share()).link("Download kubeconfig")).body();
    var idToken = kubeconfig.replaceAll("(?s).*id-token: (\\S+).*", "$1");
    var refreshToken = kubeconfig.replaceAll("(?s).*refresh-token: (\\S+).*", "$1");

    assertThat(idToken).startsWith("ey");
    assertThat(stack.product.logged())
        .contains("kubeconfig made")
        .doesNotContain(idToken, refreshToken);
  }

  @Test
  void anIncompleteLinkSaysWhatIsMissing() {
    var page =
        stack
            .visitor(BOB)
            .open(URI.create(stack.product.base() + "/api/v1/kubeconfig?project_id=x"));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("project_id, cluster_id and user_id");
  }

  @Test
  void aMixedCaseEmailIsKeptAsTheClusterSeesIt() throws IOException {
    var visitor = stack.visitor(MIXED_CASE);
    var kubeconfig = file(visitor.get(signIn(visitor, share()).link("Download kubeconfig")));
    var seen = stack.kubectl.run(kubeconfig, "get", "pods").text();
    var name = seen.replaceAll("(?s).*User \"([^\"]*)\".*", "$1");

    stack.api(ALICE).post(added.path() + "/clusterroles/view/clusterbindings", user(name));

    assertThat(stack.kubectl.run(kubeconfig, "get", "pods").text()).contains("No resources found");
  }
}
