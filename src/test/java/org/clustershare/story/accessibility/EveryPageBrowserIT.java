package org.clustershare.story.accessibility;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.HANNAH;
import static org.clustershare.story.driver.Stack.user;

import com.microsoft.playwright.Page;
import java.util.List;
import org.clustershare.console.PageServlet;
import org.clustershare.story.accessibility.PageFault.Kind;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.ProductPage;
import org.clustershare.story.page.SharePage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page, in German on a narrow phone, in light and dark colours; walked through once. */
@StoryTest
class EveryPageBrowserIT {
  private static final Look NARROW = new Look("de-DE", false, 360, 740);
  @Part private static Stack stack;
  private static final PageInspection INSPECTION = new PageInspection();

  @RegisterExtension static final Browser BROWSER = new Browser();

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  @BeforeAll
  static void walk() {
    added = stack.addCluster(HANNAH);
    var api = stack.api(HANNAH);
    stack.addMember(
        HANNAH, added.project(), "a.very.long.name.indeed@subdomain.of.example.com", "editors");
    stack.addMember(HANNAH, added.project(), "oidc:platform-team", "viewers");
    api.post(added.path() + "/clusterroles/view/clusterbindings", user("robin@example.com"));
    var link = api.post(added.path() + "/shares", "").object().getString("link");

    recipient(link);
    var console = new ConsoleWindow(BROWSER.open(NARROW), stack.product.base(), HANNAH);
    projects(console);
    members(console);
    cluster(console);
    settings(console);
    roles(console);
    administrator();
  }

  private static void inspect(String name, ProductPage page) {
    INSPECTION.inspect(name, page.browserPage());
  }

  private static void recipient(String link) {
    var page = BROWSER.open(NARROW);
    for (var path : List.of("/", "/?signed-out", "/share/nowhere")) {
      page.navigate(stack.product.base() + path);
      INSPECTION.inspect("public" + path.replaceAll("\\W+", "-"), page);
    }
    var share = SharePage.open(page, link);
    inspect("share", share);
    inspect("download", share.signInAs(BOB));
    inspect("download-plugin", SharePage.open(page, link).signInForPluginAs(BOB));
  }

  private static void projects(ConsoleWindow console) {
    var projects = console.projects();
    inspect("projects", projects);
    projects.create("");
    problem("projects-problem", projects);
    inspect("console-unknown", console.open("/console/project/unknown"));

    var project = console.project(stack.api(HANNAH).createProject("Leeres Projekt"));
    for (var summary : project.browserPage().locator("summary").all()) {
      summary.click();
    }
    inspect("project-empty", project);
    project.addCluster("", "kind: Secret");
    problem("project-problem", project);
    var silent =
        stack.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");
    project.addCluster("stumm", silent);
    assertThat(project.checks()).hasCount(5);
    inspect("project-checks", project);
    var cluster = project.addUnverified();
    assertThat(cluster.title()).hasText("stumm");
    inspect("cluster-unanswered", cluster);
    inspect("project", console.project(added.project()));
  }

  /** A problem with one field: the page marks the field, and the inspection reads why. */
  private static void problem(String name, ProductPage page) {
    assertThat(page.alert()).isVisible();
    assertThat(page.browserPage().locator("[aria-invalid=true]")).hasCount(1);
    inspect(name, page);
  }

  private static void members(ConsoleWindow console) {
    var members = console.members(added.project());
    inspect("members", members);
    members.invite("keine Adresse").submit();
    problem("members-problem", members);
    stack.addMember(HANNAH, added.project(), "robin@example.com", "viewers");
    members = console.members(added.project());
    members.remove("robin@example.com");
    assertThat(members.remainingAccess()).isVisible();
    inspect("members-remaining", members);
    inspect("access", console.access(added.project(), HANNAH));
    var activity = console.open("/console/activity/" + added.project());
    activity.browserPage().locator("summary").first().click();
    inspect("activity", activity);
  }

  private static void cluster(ConsoleWindow console) {
    var cluster = console.cluster(added.project(), added.cluster());
    inspect("cluster", cluster);
    cluster.press("Add");
    problem("cluster-problem", cluster);
    cluster.share();
    assertThat(cluster.dialog()).isVisible();
    inspect("cluster-dialog", cluster);

    var bindings = console.bindings(added.project(), added.cluster());
    inspect("bindings", bindings);
    bindings.add();
    problem("bindings-problem", bindings);
  }

  private static void settings(ConsoleWindow console) {
    var settings = console.settings(added.project(), added.cluster());
    inspect("settings", settings);
    settings.externalAddress().fill("http://ohne-tls.example.com");
    settings.save();
    problem("settings-problem", settings);
  }

  private static void roles(ConsoleWindow console) {
    inspect("roles", console.roles(added.project(), added.cluster()));
    var trust = console.trust(added.project(), added.cluster());
    trust.openAllTexts();
    inspect("trust-unchecked", trust);
    trust.check().as(HANNAH);
    assertThat(trust.exactText("Vertraut")).isVisible();
    inspect("trust", trust);
  }

  private static void administrator() {
    var console = new ConsoleWindow(BROWSER.open(NARROW), stack.product.base(), ADMIN);
    var projects = console.projects();
    projects.follow("Changed accounts");
    assertThat(projects.title()).hasText("Kontowechsel");
    inspect("people", projects);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noPageHasFaults(Kind kind) {
    assertThat(INSPECTION.faults(kind)).isEmpty();
  }

  @Test
  void everyPageOfTheConsoleWasInspected() {
    var files =
        PageServlet.PAGES.values().stream()
            .map(PageServlet.Page::file)
            .map(file -> file.replaceAll(".*/|cluster-(?=settings)", ""));

    assertThat(INSPECTION.pages()).containsAll(files.toList());
    assertThat(INSPECTION.pages()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  /** An inspection that finds nothing in a page full of faults would find nothing anywhere. */
  @Test
  void theInspectionFindsFaultsOfEveryKind() {
    var inspection = new PageInspection();
    Page page = BROWSER.open(NARROW);
    page.setContent(
        """
        <html lang="en"><head><title></title></head><body style="background: white">
          <h2>Members and settings</h2>
          <p style="color: #999; background: #fff; width: 400px">Zu blass und zu breit</p>
          <main><div style="overflow-x: auto; width: 50px"><p style="width: 300px">Rollt</p></div></main>
          <input id="blind" style="border: 1px solid #eee">
          <label for="wrong">Falsch</label>
          <input id="wrong" aria-invalid="true" aria-describedby="nothing">
          <button style="width: 10px; height: 10px; padding: 0"></button>
        </body></html>
        """);

    inspection.inspect("faulty", page);

    for (var kind : Kind.values()) {
      assertThat(inspection.faults(kind)).as("%s", kind).isNotEmpty();
    }
    assertThat(new EnglishTexts().size()).isGreaterThan(500);
    assertThat(new EnglishTexts().find("??? key ???")).contains("???");
  }
}
