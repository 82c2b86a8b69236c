package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.MIXED_CASE;
import static org.clustershare.story.driver.Stack.UNVERIFIED;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a link to a kubeconfig, and what a link and a download are worth to others. {@link
 * RecipientSignInKT} has the sign-in in between.
 */
@DatabaseTest
@StoryTest
class SharingKT {
  private static final List<String> DEFAULT_ROLES =
      List.of(
          "view",
          "edit",
          "admin",
          "default/namespace-viewer",
          "default/namespace-editor",
          "default/namespace-admin");

  private final Stack stack;
  private final ClusterActor alice;
  private final Recipient bob;

  @TempDir private Path folder = Path.of("");

  SharingKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE).at(stack.cluster());
    this.bob = stack.recipient(BOB);
  }

  /** A recipient at the cluster, with the kubeconfig that they have downloaded. */
  private KubernetesUser with(Page kubeconfig) throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig.body());
    return KubernetesUser.of(stack.kubectl, file);
  }

  @Test
  void theWholeStory() throws IOException {
    // Tests of other classes bind Bob in the same API server.
    DEFAULT_ROLES.forEach(role -> alice.unbinds(BOB).from(role));
    var server = stack.apiServer.server().getAuthority();
    var link = alice.shares();
    assertThat(bob.opens(link)).says("API server is " + server);

    var download = bob.signsIn(link);
    assertThat(download).says("sends your tokens to " + server);
    var kubeconfig = bob.downloads(download);

    assertThat(kubeconfig)
        .hasHeader(
            "Content-Disposition", "attachment; filename=kubeconfig-" + alice.cluster().cluster())
        .hasHeader("Content-Type", "application/octet-stream")
        .hasHeaderWith("Cache-Control", "no-cache")
        .says("idp-certificate-authority-data", "refresh-token");
    var bobAtTheCluster = with(kubeconfig);
    assertThat(bobAtTheCluster.kubectl("get pods")).contains("Forbidden", "\"" + BOB + "\"");

    alice.binds(BOB).to("view");
    assertThat(bobAtTheCluster.kubectl("get pods")).contains("No resources found");

    alice.unbinds(BOB).from("view");
    assertThat(bobAtTheCluster.kubectl("get pods")).contains("Forbidden");
  }

  @Test
  void aLinkOfKkpsFormAnswersWithTheFileWhileThatPersonShares() throws IOException {
    var added = stack.addCluster();
    var alice = stack.actor(ALICE).at(added);
    var link =
        URI.create(
            stack.product.base()
                + "/api/v1/kubeconfig?project_id=%s&cluster_id=%s&user_id=%s"
                    .formatted(added.project(), added.cluster(), Person.id(ALICE)));
    assertThat(stack.recipient(BOB).opens(link)).hasStatus(403);

    alice.shares();
    var file = stack.recipient(BOB).opens(link);
    assertThat(file).hasStatus(200);
    assertThat(with(file).kubectl("auth whoami")).contains(BOB);

    alice.endsLatestShare();
    assertThat(stack.recipient(BOB).opens(link)).hasStatus(403);
  }

  @Test
  void theKubeloginKindHoldsNoTokenAndNoSecret() {
    var download = bob.signsIn(alice.shares(), Recipient.WITH_KUBELOGIN);

    assertThat(bob.downloads(download))
        .says("command: kubectl-oidc_login", "--certificate-authority-data=")
        .doesNotSay("refresh-token", "id-token", "client-secret");
  }

  @Test
  void anUnknownLinkIsAPageAndAProblemDocument() {
    assertThat(bob.opens(URI.create(stack.product.base() + "/share/nowhere")))
        .hasStatus(404)
        .says("This link does not exist", "ask the sender");

    var document = stack.api(BOB).get("/share/nowhere");
    assertThat(document).hasStatus(404).hasProblem("share-unknown");
    assertThat(document.contentType()).startsWith("application/problem+json");
  }

  @Test
  void anIncompleteLinkSaysWhatIsMissing() {
    assertThat(bob.opens(URI.create(stack.product.base() + "/api/v1/kubeconfig?project_id=x")))
        .hasStatus(400)
        .says("project_id, cluster_id and user_id");
  }

  @Test
  void aRevokedShareSaysSoAndEndsADownloadThatWaits() {
    var link = alice.shares();
    var download = bob.signsIn(link);

    alice.endsLatestShare();

    assertThat(stack.recipient(BOB).opens(link)).hasStatus(410).says("This share has been revoked");
    assertThat(bob.triesToDownload(download)).hasStatus(410);
  }

  @Test
  void aDownloadBelongsToTheBrowserThatSignedIn() {
    var download = bob.signsIn(alice.shares());

    assertThat(stack.recipient(BOB).triesToDownload(download)).hasStatus(410);
    assertThat(stack.recipient(BOB).requests(download.uri())).hasStatus(410);
    assertThat(bob.triesToDownload(download)).hasStatus(200);
  }

  @Test
  void aDownloadThatIsOverCanBeStartedAgainWhileTheClusterIsShared() {
    var download = bob.signsIn(alice.shares());
    var other = stack.recipient(BOB);

    var gone = other.requests(download.uri());
    assertThat(gone).hasStatus(410);
    assertThat(other.triesToDownload(other.startsAgain(gone))).hasStatus(200);
    var file = other.triesToDownload(download);
    assertThat(file).hasStatus(410);
    assertThat(file.link("Start again").getPath()).isEqualTo("/api/v1/kubeconfig");

    alice.endsLatestShare();
    assertThat(other.startsAgain(gone)).says("This share has been revoked");
  }

  @Test
  void anUnverifiedEmailIsRefusedWithAPage() {
    assertThat(stack.recipient(UNVERIFIED).triesToSignIn(alice.shares()))
        .hasStatus(403)
        .says("Your email address is not verified", UNVERIFIED);
  }

  @Test
  void aMixedCaseEmailIsKeptAsTheClusterSeesIt() throws IOException {
    var recipient = stack.recipient(MIXED_CASE);
    var atTheCluster = with(recipient.downloads(recipient.signsIn(alice.shares())));
    var name = atTheCluster.kubectl("get pods").replaceAll("(?s).*User \"([^\"]*)\".*", "$1");

    alice.binds(name).to("view");

    assertThat(atTheCluster.kubectl("get pods")).contains("No resources found");
  }

  @Test
  void theTokensAreLoggedNowhere() {
    var kubeconfig = bob.downloads(bob.signsIn(alice.shares())).body();
    var idToken = kubeconfig.replaceAll("(?s).*id-token: (\\S+).*", "$1");
    var refreshToken = kubeconfig.replaceAll("(?s).*refresh-token: (\\S+).*", "$1");

    assertThat(idToken).startsWith("ey");
    assertThat(stack.product.logged())
        .contains("kubeconfig made")
        .doesNotContain(idToken, refreshToken);
  }
}
