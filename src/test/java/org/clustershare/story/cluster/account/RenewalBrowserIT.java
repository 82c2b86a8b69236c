package org.clustershare.story.cluster.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.page.ClusterSettingsPage;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The next client certificate, on the settings page of a cluster. */
@StoryTest
class RenewalBrowserIT {
  @Part private static Stack stack;

  @RegisterExtension static final Browser BROWSER = new Browser();

  @TempDir private Path folder = Path.of("");

  private ConsoleWindow console(Look look) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE);
  }

  private SignedAccount account() {
    return new SignedAccount(stack, stack.apiServer, folder);
  }

  /** A cluster whose credentials are the certificate of an account, for a day. */
  private Added added(SignedAccount account) {
    var api = stack.api(ALICE);
    var project = api.createProject("Renewal pages");
    var added = api.addCluster(project, "renewed", account.kubeconfig(86_400));
    return new Added(project, added.object().getString("id"));
  }

  private static String kubectl(String... arguments) {
    return stack.kubectl.run(stack.apiServer.kubeconfig(), arguments).text();
  }

  @Test
  void theRequestIsShownApprovedByTheCommandAndTakenIntoUse() {
    var added = added(account());
    var console = console(Look.DESKTOP);
    var settings = console.settings(added.project(), added.cluster());

    assertThat(settings.renewal()).containsText(SignedAccount.USER);
    settings.sendRequest();

    var name = Pattern.compile("cluster-share-[0-9a-f]{16}");
    assertThat(settings.renewal()).containsText("waits for approval");
    assertThat(settings.requestName()).hasText(name);
    assertThat(settings.requestFingerprint()).hasText(Pattern.compile("[0-9a-f]{64}"));
    var command = settings.command("approve").textContent();
    assertThat(command).matches("kubectl certificate approve " + name);
    assertThat(settings.command("show")).containsText("openssl");
    assertThat(settings.command("checked")).containsText("openssl dgst -sha256");
    settings.picture("cluster-renewal");

    var request = command.replaceAll(".* ", "");
    kubectl("certificate", "approve", request);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> kubectl("get", "csr", request, "-o", "yaml").contains("certificate:"));
    settings.checkRequest();

    assertThat(settings.status().first()).hasText("The new credentials are in use.");
    assertThat(console.settings(added.project(), added.cluster()).requestName()).hasCount(0);
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var settings = withRequest(added(account()), Look.PHONE);

    assertThat(settings.renewal()).containsText("Der Antrag wartet auf die Genehmigung");
    assertThat(settings.fitsWidth()).isTrue();
    settings.picture("phone-cluster-renewal");
  }

  private ClusterSettingsPage withRequest(Added added, Look look) {
    var answer = stack.api(ALICE).post(added.path() + "/renewal", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return console(look).settings(added.project(), added.cluster());
  }

  @Test
  void aDenialIsExplainedInGermanAndANewRequestReplacesIt() {
    var settings = withRequest(added(account()), Look.PHONE);
    var first = settings.requestName().textContent();
    kubectl("certificate", "deny", first);

    settings.checkRequest();

    assertThat(settings.renewal())
        .containsText("Der Antrag wurde abgelehnt. War das ein Versehen, senden Sie einen neuen.");
    assertThat(settings.command("approve")).hasCount(0);
    assertThat(settings.fitsWidth()).isTrue();
    settings.picture("phone-renewal-denied");

    settings.press("Send another request");

    assertThat(settings.renewal()).containsText("Der Antrag wartet auf die Genehmigung");
    assertThat(settings.requestName()).not().hasText(first);
  }

  @Test
  void aForeignRequestIsExplainedInGermanWithoutACommand() throws IOException {
    var account = account();
    var settings = withRequest(added(account), Look.PHONE);
    var name = settings.requestName().textContent();
    kubectl("delete", "csr", name);
    account.create(name, SigningRequest.of(SignedAccount.USER), 86_400);

    settings.checkRequest();

    assertThat(settings.renewal())
        .containsText("Der Antrag ist gescheitert. Genehmigen Sie ihn nicht.");
    assertThat(settings.renewal())
        .containsText("Der Cluster hat einen anderen Antrag mit dem Namen " + name);
    assertThat(settings.command("approve")).hasCount(0);
    assertThat(settings.fitsWidth()).isTrue();
    settings.picture("phone-renewal-foreign");
  }

  @Test
  void anUnusableCertificateIsExplainedInGerman() throws IOException {
    var account = account();
    var settings = withRequest(added(account), Look.PHONE);
    var name = settings.requestName().textContent();
    var other = account.signed(SigningRequest.of(SignedAccount.USER), 86_400);
    var request = kubectl("get", "csr", name, "-o", "json");
    var forged =
        Files.writeString(
            folder.resolve("forged.json"),
            request.replaceFirst(
                "\"status\": \\{[^}]*}", "\"status\": {\"certificate\": \"%s\"}".formatted(other)));
    kubectl(
        "replace",
        "--raw",
        "/apis/certificates.k8s.io/v1/certificatesigningrequests/%s/status".formatted(name),
        "-f",
        forged.toString());

    settings.checkRequest();

    assertThat(settings.renewal())
        .containsText(
            "Der Cluster hat ein unbrauchbares Zertifikat signiert; das jetzige bleibt in"
                + " Gebrauch.");
    assertThat(settings.renewal())
        .containsText("Das Zertifikat gehört zu einem anderen Schlüssel.");
    assertThat(settings.renewal()).not().containsText("another key");
    settings.picture("phone-renewal-unfit");
  }

  @Test
  void credentialsOfAnAdministratorAreExplainedInGerman() {
    var added = stack.cluster();

    var settings = console(Look.PHONE).settings(added.project(), added.cluster());

    assertThat(settings.renewal())
        .containsText("Sie sind kein Client-Zertifikat eines Benutzers ohne Gruppen.");
    assertThat(settings.button("Send the request now")).hasCount(0);
  }
}
