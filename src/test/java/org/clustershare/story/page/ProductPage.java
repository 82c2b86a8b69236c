package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.clustershare.testbed.Browser;

/**
 * A page of the product in a person's browser. It finds elements by role and accessible name, as a
 * screen reader does. Names are English; on a page in another language, their translations count.
 * Actions and assertions wait for their element.
 */
public class ProductPage {
  private static final String FITS = "document.documentElement.scrollWidth <= innerWidth";

  private final Page page;

  public ProductPage(Page page) {
    this.page = page;
  }

  /** The browser's own page, for what page objects do not offer. */
  public final Page browserPage() {
    return page;
  }

  private AccessibleNames names() {
    return new AccessibleNames(page.locator("html").getAttribute("lang"));
  }

  /** The page's title. */
  public final Locator title() {
    return page.locator("h1");
  }

  /** A heading whose text contains a name, such as a cluster's. */
  public final Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  public final Locator button(String name) {
    return button(name, "");
  }

  /** A button of a row; its name ends with what it acts on. */
  public final Locator button(String name, String object) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(names().name(name, object)));
  }

  public final Locator link(String name) {
    return link(names().name(name, ""));
  }

  /** A link whose name has placeholders, such as "Back to {0}". */
  public final Locator link(String name, String argument) {
    return link(names().formatted(name, argument));
  }

  private Locator link(Pattern name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** A field by its label. */
  public final Locator field(String label) {
    return page.getByLabel(names().name(label, ""));
  }

  /** A field of a row; its label ends with what it is about. */
  public final Locator field(String label, String object) {
    return page.getByLabel(names().name(label, object));
  }

  /** A field whose label has placeholders. */
  public final Locator fieldFor(String label, String argument) {
    return page.getByLabel(names().formatted(label, argument));
  }

  public final void press(String button) {
    button(button).first().click();
  }

  public final void follow(String link) {
    link(link).first().click();
  }

  /** What the page says about the last action. */
  public final Locator status() {
    return page.getByRole(AriaRole.STATUS);
  }

  /** What is wrong, above the page's content. */
  public final Locator alert() {
    return page.getByRole(AriaRole.ALERT);
  }

  /** Elements that contain a text. */
  public final Locator text(String part) {
    return page.getByText(part);
  }

  /** Elements that say this text and nothing else. */
  public final Locator exactText(String text) {
    return page.getByText(text, new Page.GetByTextOptions().setExact(true));
  }

  public final Locator checkbox() {
    return page.getByRole(AriaRole.CHECKBOX);
  }

  /** A table row that contains a text. */
  public final Locator tableRow(String part) {
    return page.locator("tr", new Page.LocatorOptions().setHasText(part));
  }

  /** Everything between the page's header and its footer. */
  public final Locator content() {
    return page.locator("main");
  }

  /** The path back, above the title. */
  public final Locator crumbs() {
    return page.locator(".crumbs");
  }

  /** Presses a key, or several at once such as {@code Shift+Tab}. */
  public final void key(String key) {
    page.keyboard().press(key);
  }

  public final void reload() {
    page.reload();
  }

  /** Whether the page needs no horizontal scrolling. */
  public final boolean fitsWidth() {
    return (boolean) page.evaluate(FITS);
  }

  /** What the page copied last. */
  public final String clipboard() {
    return String.valueOf(page.evaluate("navigator.clipboard.readText()"));
  }

  /** Takes a picture for people who read the tests' results. */
  public final void picture(String name) {
    Browser.picture(page, name);
  }
}
