package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A cluster: its shares, and who has which role in the whole of it. */
public final class ClusterPage extends ProductPage {
  public ClusterPage(Page page) {
    super(page);
  }

  /** A person that is being bound. */
  public final class Grant {
    private Grant() {}

    public void to(String role) {
      newRole().selectOption(role);
      press("Add");
    }
  }

  /** Presses <em>Share cluster</em>; a dialog shows the link. */
  public void share() {
    press("Share cluster");
  }

  public Locator dialog() {
    return browserPage().getByRole(AriaRole.DIALOG);
  }

  /** The link of the share that was made just now. */
  public String link() {
    return field("Link").inputValue();
  }

  public Locator copyButton() {
    return dialog().getByRole(AriaRole.BUTTON).first();
  }

  public void copyLink() {
    press("Copy");
  }

  /** The buttons that revoke a share, one for each that is active. */
  public Locator revokeButtons() {
    return button("Revoke");
  }

  public Grant bind(String email) {
    newEmail().fill(email);
    return new Grant();
  }

  public Locator newEmail() {
    return field("Email");
  }

  public Locator newRole() {
    return field("Role");
  }

  /** Removes a person from their first role. */
  public void remove(String email) {
    tableRow(email).getByRole(AriaRole.BUTTON).click();
  }

  public TrustPage trust() {
    follow("Trust and set-up");
    return new TrustPage(browserPage());
  }
}
