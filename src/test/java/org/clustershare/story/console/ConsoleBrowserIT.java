package org.clustershare.story.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story in a real Chromium, by what people see: names of buttons, not ids. */
class ConsoleBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack = Stack.shared();

  private Page open(Look look) {
    return BROWSER.open(look);
  }

  private static void click(Page page, AriaRole role, String name) {
    page.getByRole(role, new Page.GetByRoleOptions().setName(name)).first().click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private String clusterPage(Page page, String project) {
    page.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(page, ALICE);
    page.getByLabel("Name").fill(project);
    click(page, AriaRole.BUTTON, "Create project");
    page.getByLabel("Name").fill("production");
    page.getByLabel("Kubeconfig (paste)").fill(stack.apiServer.kubeconfigText());
    click(page, AriaRole.BUTTON, "Add cluster");
    assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("production")))
        .isVisible();
    return page.url();
  }

  @Test
  void aliceSharesInTheConsoleAndBobDownloads() throws IOException {
    var alice = open(Look.DESKTOP);
    var complaints = new ArrayList<String>();
    alice.onConsoleMessage(
        message -> {
          // The provider's pages are not ours to mend.
          if (message.location().startsWith(stack.product.base())) {
            complaints.add(message.text());
          }
        });
    clusterPage(alice, "Platform");
    Browser.picture(alice, "cluster");

    click(alice, AriaRole.BUTTON, "Share cluster");
    var dialog = alice.getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
    var link = alice.getByLabel("Link", new Page.GetByLabelOptions().setExact(true)).inputValue();
    assertThat(link).matches(Pattern.quote(stack.product.base()) + "/share/[\\w-]{43}");
    click(alice, AriaRole.BUTTON, "Copy");
    assertThat(dialog.getByRole(AriaRole.BUTTON).first()).hasText("Copied");
    assertThat(alice.evaluate("navigator.clipboard.readText()")).isEqualTo(link);
    Browser.picture(alice, "share-dialog");
    alice.keyboard().press("Escape");
    assertThat(dialog).isHidden();
    alice.reload();
    assertThat(alice.content()).doesNotContain(link);
    assertThat(alice.getByText("active", new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
    assertThat(button(alice, "Revoke").first())
        .hasAccessibleDescription(Pattern.compile("kubeconfigs .* go on working"));

    var bob = open(Look.DESKTOP);
    bob.navigate(link);
    assertThat(bob.getByText("production")).isVisible();
    assertThat(bob.content()).doesNotContain(ALICE);
    Browser.picture(bob, "share");
    click(bob, AriaRole.LINK, "Sign in to continue");
    Browser.signIn(bob, BOB);
    assertThat(bob.getByText("Your kubeconfig is ready")).isVisible();
    assertThat(bob.getByText(ALICE).first()).isVisible();
    Browser.picture(bob, "download");
    var download = bob.waitForDownload(() -> click(bob, AriaRole.LINK, "Download kubeconfig"));
    var file = Files.readString(download.path());
    assertThat(file).contains("current-context", BOB);
    var kept = Files.writeString(Files.createTempFile("kubeconfig", ".yaml"), file);
    assertThat(stack.kubectl.run(kept, "auth", "whoami").text()).contains(BOB);
    assertThat(complaints).as("what the browser complained of").isEmpty();

    button(alice, "Revoke").first().click();
    assertThat(alice.getByRole(AriaRole.STATUS)).hasText("The share is revoked.");
    Browser.picture(alice, "cluster-revoked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void aFileIsReadIntoTheFieldAndNeverSent(String encoding) throws IOException {
    var page = open(Look.DESKTOP);
    page.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(page, ALICE);
    page.getByLabel("Name").fill("From a file in " + encoding);
    click(page, AriaRole.BUTTON, "Create project");
    page.getByLabel("Name").fill("from-a-file");
    var kubeconfig = stack.apiServer.kubeconfigText();
    var file = Files.createTempFile("kubeconfig", ".yaml");
    Files.writeString(file, kubeconfig, Charset.forName(encoding));

    page.getByLabel("or choose a file").setInputFiles(file);

    assertThat(page.getByText("The text of the file is in the field above.")).isVisible();
    assertThat(page.getByLabel("Kubeconfig (paste)")).hasValue(kubeconfig);
    Browser.picture(page, "project-file-" + encoding);
    var types = new ArrayList<String>();
    page.onRequest(request -> types.add(request.headers().getOrDefault("content-type", "")));
    click(page, AriaRole.BUTTON, "Add cluster");
    assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("from-a-file")))
        .isVisible();
    assertThat(types).contains("application/x-www-form-urlencoded");
    assertThat(types).noneMatch(type -> type.startsWith("multipart/"));
  }

  @Test
  void aFileThatIsNoKubeconfigIsToldBeforeItIsSent() throws IOException {
    var page = open(Look.PHONE);
    page.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(page, ALICE);
    page.locator("[id='new-project:name']").fill("Dateien");
    page.locator("[id='new-project:create']").click();
    var chooser = page.getByLabel("oder eine Datei wählen");
    var large = Files.write(Files.createTempFile("large", ".bin"), new byte[256 * 1024 + 1]);
    var binary = Files.write(Files.createTempFile("binary", ".bin"), new byte[] {-1, 0, -2});

    chooser.setInputFiles(large);
    assertThat(page.getByText("Die Datei ist größer als 256 KiB.")).isVisible();
    chooser.setInputFiles(binary);
    assertThat(page.getByText("Die Datei enthält keinen Text.")).isVisible();
    Browser.picture(page, "project-file-phone");
  }

  @Test
  void aliceBindsAndRemovesBobOnTheClusterPage() {
    var page = open(Look.DARK);
    clusterPage(page, "Access");
    click(page, AriaRole.BUTTON, "Add");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No role is chosen");
    page.getByLabel("Email").fill("dora@example.com");
    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("view");
    click(page, AriaRole.BUTTON, "Add");
    assertThat(page.getByText("dora@example.com")).isVisible();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Added to the role.");
    Browser.picture(page, "cluster-dark");

    page.locator("tr", new Page.LocatorOptions().setHasText("dora@example.com"))
        .getByRole(AriaRole.BUTTON)
        .click();

    assertThat(page.getByText("dora@example.com")).isHidden();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Removed from the role.");
  }

  @Test
  void aWrongKubeconfigIsToldBesideTheFormAndNothingTypedIsLost() {
    var page = open(Look.DESKTOP);
    page.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(page, ALICE);
    page.getByLabel("Name").fill("Mistakes");
    click(page, AriaRole.BUTTON, "Create project");
    page.getByLabel("Name").fill("wrong");
    page.getByLabel("Kubeconfig (paste)").fill("this is no kubeconfig");
    click(page, AriaRole.BUTTON, "Add cluster");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The kubeconfig is not accepted");
    assertThat(page.getByLabel("Name")).hasValue("wrong");
    assertThat(page.getByLabel("Kubeconfig (paste)")).hasValue("this is no kubeconfig");
    Browser.picture(page, "wrong-kubeconfig");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var link =
        stack.api(ALICE).post(stack.cluster().path() + "/shares", "").object().getString("link");
    var page = open(Look.PHONE);
    for (var address :
        List.of(stack.product.base() + "/", link, stack.product.base() + "/share/nowhere")) {
      page.navigate(address);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
    Browser.picture(page, "phone-unknown");
    page.navigate(link);
    assertThat(page.getByText("Ein Cluster wird mit Ihnen geteilt")).isVisible();
    Browser.picture(page, "phone-share");
  }

  @Test
  void theSharePageWorksByKeyboardAlone() {
    var link =
        stack.api(ALICE).post(stack.cluster().path() + "/shares", "").object().getString("link");
    var page = open(Look.DESKTOP);
    page.navigate(link);
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");

    page.waitForURL(url -> url.startsWith(stack.issuer.url().toString()));
  }

  @Test
  void aliceSignsOutAndIsToldThatTheProvidersSessionGoesOn() {
    var alice = open(Look.DESKTOP);
    alice.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(alice, ALICE);

    click(alice, AriaRole.BUTTON, "Sign out");

    assertThat(alice.getByRole(AriaRole.STATUS))
        .containsText("You are still signed in at your provider");
    Browser.picture(alice, "signed-out");
  }
}
