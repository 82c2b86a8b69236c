package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Whether a cluster trusts the provider, and the texts that set it up. */
public final class TrustPage extends ProductPage {
  public TrustPage(Page page) {
    super(page);
  }

  /** Presses <em>Check now</em>, which leads to the provider. */
  public SignInPage check() {
    press("Check now");
    return new SignInPage(browserPage());
  }

  /** The note that the address or CA has changed. */
  public Locator changeWarning() {
    return browserPage().locator("#trust .notice.error");
  }

  /** The button that checks an address or CA that has changed. */
  public Locator knownChange() {
    return button("The change is intended: check the new address");
  }

  /** Presses that button, which leads to the provider. */
  public SignInPage checkKnownChange() {
    knownChange().click();
    return new SignInPage(browserPage());
  }

  /** A fact that the last check found. */
  public Locator fact(String part) {
    return browserPage().locator("dd", new Page.LocatorOptions().setHasText(part)).first();
  }

  /** The heading of a text that sets up a kind of cluster; opens and closes it. */
  public Locator setUpHeading(String kind) {
    return browserPage().locator("summary", new Page.LocatorOptions().setHasText(kind));
  }

  public void openAllTexts() {
    for (var heading : browserPage().locator("summary").all()) {
      heading.click();
    }
  }

  public Locator setUpText(String id) {
    return browserPage().locator("#text-" + id);
  }

  public Locator copyButton(String id) {
    return browserPage().locator("[data-copy=text-%s]".formatted(id));
  }

  /** What is selected in the page. */
  public String selection() {
    return String.valueOf(browserPage().evaluate("getSelection().toString()"));
  }
}
