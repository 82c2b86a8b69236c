package org.clustershare.story.page;

import com.microsoft.playwright.Page;

/** The projects of a person; an administrator sees all. */
public final class ProjectsPage extends ProductPage {
  public ProjectsPage(Page page) {
    super(page);
  }

  /** Creates a project and comes to its page. */
  public ProjectPage create(String name) {
    field("Name").fill(name);
    press("Create project");
    return new ProjectPage(browserPage());
  }

  /** Follows the card of a project. */
  public ProjectPage openProject(String project) {
    browserPage().locator("a[href$='/console/project/%s']".formatted(project)).click();
    return new ProjectPage(browserPage());
  }

  /** Signs out of the console; the provider's session goes on. */
  public ProductPage signOut() {
    press("Sign out");
    return new ProductPage(browserPage());
  }
}
