package org.clustershare.story.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.page.ClusterPage;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.ProductPage;
import org.clustershare.story.page.SharePage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story in a real Chromium, by what people see: names of buttons, not ids. */
@StoryTest
class ConsoleBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;

  ConsoleBrowserIT(Stack stack) {
    this.stack = stack;
  }

  private ConsoleWindow console(Look look) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE);
  }

  private ClusterPage addedCluster(ConsoleWindow console, String project) {
    var cluster =
        console
            .projects()
            .create(project)
            .addCluster("production", stack.apiServer.kubeconfigText());
    assertThat(cluster.heading("production")).isVisible();
    return cluster;
  }

  private String sharedLink() {
    return stack.api(ALICE).post(stack.cluster().path() + "/shares", "").object().getString("link");
  }

  @Test
  void aliceSharesInTheConsoleAndBobDownloads() throws IOException {
    var console = console(Look.DESKTOP);
    var cluster = addedCluster(console, "Platform");
    cluster.picture("cluster");

    cluster.share();
    assertThat(cluster.dialog()).isVisible();
    var link = cluster.link();
    assertThat(link).matches(Pattern.quote(stack.product.base()) + "/share/[\\w-]{43}");
    cluster.copyLink();
    assertThat(cluster.copyButton()).hasText("Copied");
    assertThat(cluster.clipboard()).isEqualTo(link);
    cluster.picture("share-dialog");
    cluster.key("Escape");
    assertThat(cluster.dialog()).isHidden();
    cluster.reload();
    assertThat(cluster.browserPage().content()).doesNotContain(link);
    assertThat(cluster.exactText("active").first()).isVisible();
    assertThat(cluster.revokeButtons().first())
        .hasAccessibleDescription(Pattern.compile("kubeconfigs .* go on working"));

    var share = SharePage.open(BROWSER.open(Look.DESKTOP), link);
    assertThat(share.text("production")).isVisible();
    assertThat(share.browserPage().content()).doesNotContain(ALICE);
    share.picture("share");
    var download = share.signInAs(BOB);
    assertThat(download.text("Your kubeconfig is ready")).isVisible();
    assertThat(download.text(ALICE).first()).isVisible();
    download.picture("download");
    var kubeconfig = download.download();
    assertThat(Files.readString(kubeconfig)).contains("current-context", BOB);
    assertThat(stack.kubectl.run(kubeconfig, "auth", "whoami").text()).contains(BOB);
    assertThat(console.complaints()).isEmpty();

    cluster.press("Revoke");
    assertThat(cluster.status()).hasText("The share is revoked.");
    cluster.picture("cluster-revoked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void aFileIsReadIntoTheFieldAndNeverSent(String encoding) throws IOException {
    var project = console(Look.DESKTOP).projects().create("From a file in " + encoding);
    project.name().fill("from-a-file");
    var kubeconfig = stack.apiServer.kubeconfigText();
    var file = Files.createTempFile("kubeconfig", ".yaml");
    Files.writeString(file, kubeconfig, Charset.forName(encoding));

    project.chooseFile(file);

    assertThat(project.text("The text of the file is in the field above.")).isVisible();
    assertThat(project.kubeconfig()).hasValue(kubeconfig);
    project.picture("project-file-" + encoding);
    var types = new ArrayList<String>();
    project
        .browserPage()
        .onRequest(request -> types.add(request.headers().getOrDefault("content-type", "")));
    var cluster = project.add();
    assertThat(cluster.heading("from-a-file")).isVisible();
    assertThat(types).contains("application/x-www-form-urlencoded");
    assertThat(types).noneMatch(type -> type.startsWith("multipart/"));
  }

  @Test
  void aFileWithoutAKubeconfigIsRefusedBeforeItIsSent() throws IOException {
    var project = console(Look.PHONE).projects().create("Dateien");
    var large = Files.write(Files.createTempFile("large", ".bin"), new byte[256 * 1024 + 1]);
    var binary = Files.write(Files.createTempFile("binary", ".bin"), new byte[] {-1, 0, -2});

    project.chooseFile(large);
    assertThat(project.text("Die Datei ist größer als 256 KiB.")).isVisible();
    project.chooseFile(binary);
    assertThat(project.text("Die Datei enthält keinen Text.")).isVisible();
    project.picture("project-file-phone");
  }

  @Test
  void aliceBindsAndRemovesDoraOnTheClusterPage() {
    var cluster = addedCluster(console(Look.DARK), "Access");
    cluster.press("Add");
    assertThat(cluster.alert()).containsText("No role is chosen");
    cluster.bind("dora@example.com").to("view");
    assertThat(cluster.text("dora@example.com")).isVisible();
    assertThat(cluster.status()).hasText("Added to the role.");
    cluster.picture("cluster-dark");

    cluster.remove("dora@example.com");

    assertThat(cluster.text("dora@example.com")).isHidden();
    assertThat(cluster.status()).hasText("Removed from the role.");
  }

  @Test
  void aWrongKubeconfigIsReportedBesideTheFormAndTheInputStays() {
    var project = console(Look.DESKTOP).projects().create("Mistakes");

    project.addCluster("wrong", "this is no kubeconfig");

    assertThat(project.alert()).containsText("The kubeconfig is not accepted");
    assertThat(project.name()).hasValue("wrong");
    assertThat(project.kubeconfig()).hasValue("this is no kubeconfig");
    project.picture("wrong-kubeconfig");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var link = sharedLink();
    var page = BROWSER.open(Look.PHONE);
    for (var address :
        List.of(stack.product.base() + "/", link, stack.product.base() + "/share/nowhere")) {
      page.navigate(address);
      assertThat(new ProductPage(page).fitsWidth()).isTrue();
    }
    Browser.picture(page, "phone-unknown");
    var share = SharePage.open(page, link);
    assertThat(share.text("Ein Cluster wird mit Ihnen geteilt")).isVisible();
    share.picture("phone-share");
  }

  @Test
  void theSharePageWorksByKeyboardAlone() {
    var share = SharePage.open(BROWSER.open(Look.DESKTOP), sharedLink());
    for (int i = 0; i < 3; i++) {
      share.key("Tab");
    }
    share.key("Enter");

    assertThat(share.browserPage()).hasURL(startOf(stack.issuer.url().toString()));
  }

  private static Pattern startOf(String address) {
    return Pattern.compile("^" + address.replace(".", "\\."));
  }

  @Test
  void aliceSignsOutAndLearnsThatTheProvidersSessionGoesOn() {
    var signedOut = console(Look.DESKTOP).projects().signOut();

    assertThat(signedOut.status()).containsText("You are still signed in at your provider");
    signedOut.picture("signed-out");
  }

  @Test
  void aRecipientWithoutJavaScriptDownloadsTheKubeconfig() throws IOException {
    var share = SharePage.open(BROWSER.openWithoutScripts(Look.DESKTOP), sharedLink());
    assertThat(share.text("the-cluster")).isVisible();

    var download = share.signInAs(BOB);

    assertThat(download.title()).hasText("Your kubeconfig is ready");
    assertThat(visibleCopyButtons(download.browserPage())).isZero();
    var kubeconfig = download.download();
    assertThat(Files.readString(kubeconfig)).contains("current-context", BOB);
    assertThat(stack.kubectl.run(kubeconfig, "auth", "whoami").text()).contains(BOB);
    download.picture("download-without-scripts");
  }

  /** A button that only a script makes work must not be offered without one. */
  private static long visibleCopyButtons(Page page) {
    return page.locator("[data-copy]").all().stream().filter(button -> button.isVisible()).count();
  }
}
