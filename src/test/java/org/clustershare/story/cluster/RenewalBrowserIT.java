package org.clustershare.story.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The next client certificate, on the settings page of a cluster. */
class RenewalBrowserIT {
  private static final Stack STACK = Stack.shared();

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void thePageShowsTheRequestAndTheCommandAndWhatBecameOfIt(@TempDir Path folder) {
    var api = STACK.api(ALICE);
    var project = api.createProject("Renewal pages");
    var kubeconfig = new SignedAccount(STACK, STACK.apiServer, folder).kubeconfig(86_400);
    var id = api.addCluster(project, "renewed", kubeconfig).object().getString("id");
    var settings = STACK.product.base() + "/console/cluster-settings/%s/%s".formatted(project, id);
    var page = BROWSER.open(Look.DESKTOP);
    page.navigate(settings);
    Browser.signIn(page, ALICE);

    assertThat(page.locator("#renewal")).containsText(SignedAccount.USER);
    press(page, "Send the request now");

    var name = Pattern.compile("cluster-share-[0-9a-f]{16}");
    assertThat(page.locator("#renewal")).containsText("waits for approval");
    assertThat(page.locator("#renewal-name")).hasText(name);
    assertThat(page.locator("#renewal-fingerprint")).hasText(Pattern.compile("[0-9a-f]{64}"));
    var command = page.locator("#approve-command").textContent();
    assertThat(command).matches("kubectl certificate approve " + name);
    assertThat(page.locator("#show-command")).containsText("openssl");
    assertThat(page.locator("#checked-command")).containsText("openssl dgst -sha256");
    Browser.picture(page, "cluster-renewal");

    var request = command.replaceAll(".* ", "");
    STACK.kubectl.run(STACK.apiServer.kubeconfig(), "certificate", "approve", request);
    await()
        .until(
            () ->
                STACK
                    .kubectl
                    .run(STACK.apiServer.kubeconfig(), "get", "csr", request, "-o", "yaml")
                    .text()
                    .contains("certificate:"));
    press(page, "Check now");

    assertThat(page.getByRole(AriaRole.STATUS).first()).hasText("The new credentials are in use.");
    page.navigate(settings);
    assertThat(page.locator("#renewal-name")).hasCount(0);
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff(@TempDir Path folder) {
    var api = STACK.api(ALICE);
    var project = api.createProject("Renewal on a phone");
    var kubeconfig = new SignedAccount(STACK, STACK.apiServer, folder).kubeconfig(86_400);
    var id = api.addCluster(project, "phone", kubeconfig).object().getString("id");
    api.post("/api/v2/projects/%s/clusters/%s/renewal".formatted(project, id), "");
    var page = BROWSER.open(Look.PHONE);
    page.navigate(STACK.product.base() + "/console/cluster-settings/%s/%s".formatted(project, id));
    Browser.signIn(page, ALICE);

    assertThat(page.locator("#renewal")).containsText("Der Antrag wartet auf die Genehmigung");
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    Browser.picture(page, "phone-cluster-renewal");
  }
}
