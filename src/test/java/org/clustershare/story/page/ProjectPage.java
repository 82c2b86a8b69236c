package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** A project with its clusters, and the form that adds one. */
public final class ProjectPage extends ProductPage {
  public ProjectPage(Page page) {
    super(page);
  }

  public MembersPage members() {
    follow("Members and settings");
    return new MembersPage(browserPage());
  }

  /** Types a cluster's name and pastes its kubeconfig. */
  public ProjectPage describe(String name, String kubeconfig) {
    name().fill(name);
    kubeconfig().fill(kubeconfig);
    return this;
  }

  /** Adds the cluster as described; the page stays when it is refused. */
  public ClusterPage add() {
    press("Add cluster");
    return new ClusterPage(browserPage());
  }

  public ClusterPage addCluster(String name, String kubeconfig) {
    return describe(name, kubeconfig).add();
  }

  /** Adds the cluster although its check failed. */
  public ClusterPage addUnverified() {
    checkbox().check();
    return add();
  }

  public Locator name() {
    return field("Name");
  }

  public Locator kubeconfig() {
    return field("Kubeconfig (paste)");
  }

  /** Chooses a file whose text the page puts into the kubeconfig's field. */
  public void chooseFile(Path file) {
    field("or choose a file: its text goes into the field above").setInputFiles(file);
  }

  /** The steps of a cluster's check, in order. */
  public Locator checks() {
    return browserPage().locator("ol.checks").getByRole(AriaRole.LISTITEM);
  }
}
