package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The default roles in a cluster: conditions, drift and repairs. */
public final class RolesPage extends ProductPage {
  public RolesPage(Page page) {
    super(page);
  }

  public void onlyReport() {
    press("Only report");
  }

  public void repairAgain() {
    press("Repair again");
  }

  public void reconcile() {
    press("Reconcile now");
  }

  /** Opens the newest repair. */
  public Locator newestRepair() {
    browserPage().locator("summary").first().click();
    return browserPage().locator("details[open]");
  }
}
