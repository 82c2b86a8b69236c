package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.clustershare.testbed.provider.Dex;

/** Dex's form for email and password. */
public final class SignInPage {
  private final Page page;

  public SignInPage(Page page) {
    this.page = page;
  }

  /** The field for the email address. */
  public Locator email() {
    return page.locator("input[name=login]");
  }

  public Locator password() {
    return page.locator("input[name=password]");
  }

  /** Signs in with the password of every person in the test bed. */
  public void as(String email) {
    email().fill(email);
    password().fill(Dex.PASSWORD);
    page.locator("button[type=submit]").click();
  }
}
