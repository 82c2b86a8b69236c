package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A project's members, its name and its deletion. */
public final class MembersPage extends ProductPage {
  public MembersPage(Page page) {
    super(page);
  }

  /** A person or group that is being added. */
  public final class Invitation {
    private Invitation() {}

    /** Adds with a role: {@code owners}, {@code editors} or {@code viewers}. */
    public void as(String role) {
      newRole().selectOption(role);
      submit();
    }

    /** Adds with the role that the form offers first. */
    public void submit() {
      press("Add member");
    }
  }

  public Invitation invite(String member) {
    newMember().fill(member);
    return new Invitation();
  }

  /** The field for the next member. */
  public Locator newMember() {
    return field("Email or group");
  }

  /** What is wrong with the next member. */
  public Locator newMemberError() {
    return browserPage().locator("[id='add-member:email-error']");
  }

  /** The role of the next member. */
  public Locator newRole() {
    return field("Role");
  }

  public Locator row(String member) {
    return browserPage().locator(".people li", new Page.LocatorOptions().setHasText(member));
  }

  /** The role of a member, as a choice. */
  public Locator roleOf(String member) {
    return field("Role", member);
  }

  public void changeRole(String member, String role) {
    roleOf(member).selectOption(role);
    button("Change role", member).click();
  }

  public void remove(String member) {
    button("Remove", member).click();
  }

  public void rename(String name) {
    field("Name").fill(name);
    press("Rename");
  }

  /** Types a name and deletes the project if it is the project's. */
  public void deleteConfirming(String name) {
    confirmation().fill(name);
    press("Delete project");
  }

  public Locator confirmation() {
    return field("Type the project's name to confirm");
  }

  /** What a removed member still may do, with the button that ends it. */
  public Locator remainingAccess() {
    return browserPage().locator("#left");
  }

  public void endAllAccess() {
    press("End all access");
  }

  /** What was ended. */
  public Locator endedAccess() {
    return browserPage().locator("#ended");
  }
}
