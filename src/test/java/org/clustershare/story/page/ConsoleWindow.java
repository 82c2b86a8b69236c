package org.clustershare.story.page;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A person's browser window on the console; the first page that it opens signs the person in. */
public final class ConsoleWindow {
  private final Page page;
  private final String base;
  private final String email;
  private final List<String> complaints = new ArrayList<>();
  private boolean signedIn;

  /**
   * Opens nothing yet.
   *
   * @param base the product's address
   * @param email who signs in
   */
  public ConsoleWindow(Page page, String base, String email) {
    this.page = page;
    this.base = base;
    this.email = email;
    page.onConsoleMessage(
        message -> {
          // The provider's pages are not part of the product.
          if (message.location().startsWith(base)) {
            complaints.add(message.text());
          }
        });
  }

  /** What the browser complained of on the product's pages, such as errors of scripts. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Opens a page by its path. */
  public ProductPage open(String path) {
    return new ProductPage(go(path));
  }

  private Page go(String path) {
    page.navigate(base + path);
    if (!signedIn) {
      new SignInPage(page).as(email);
      page.waitForURL(address -> address.startsWith(base));
      signedIn = true;
    }
    return page;
  }

  public ProjectsPage projects() {
    return new ProjectsPage(go("/console/projects"));
  }

  public ProjectPage project(String project) {
    return new ProjectPage(go("/console/project/" + project));
  }

  public MembersPage members(String project) {
    return new MembersPage(go("/console/members/" + project));
  }

  /** The page that looks up what a person may do in a project's clusters. */
  public ProductPage access(String project, String email) {
    return open("/console/access/%s?subject=%s".formatted(project, email.replace("@", "%40")));
  }

  public ClusterPage cluster(String project, String cluster) {
    return new ClusterPage(go(path("cluster", project, cluster)));
  }

  public ClusterSettingsPage settings(String project, String cluster) {
    return new ClusterSettingsPage(go(path("cluster-settings", project, cluster)));
  }

  public BindingsPage bindings(String project, String cluster) {
    return new BindingsPage(go(path("bindings", project, cluster)));
  }

  public RolesPage roles(String project, String cluster) {
    return new RolesPage(go(path("roles", project, cluster)));
  }

  public TrustPage trust(String project, String cluster) {
    return new TrustPage(go(path("trust", project, cluster)));
  }

  private static String path(String name, String project, String cluster) {
    return "/console/%s/%s/%s".formatted(name, project, cluster);
  }

  /** Ends the window. */
  public void close() {
    page.context().close();
  }
}
