package org.clustershare.story.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/**
 * A person's keyboard: Tab, Enter, Space and text, and no mouse. Every Tab asserts that the focus
 * is visible (WCAG 2.4.7) and moves forward in the document and on the screen (WCAG 2.4.3).
 */
final class Keyboard {
  /** Everything that can have the focus; a text that scrolls can, too. */
  private static final String FOCUSABLE =
      "a[href], button, input, select, textarea, summary, pre, [tabindex]";

  /** Empty text, or what is wrong with the element that has the focus now. */
  private static final String FAULT =
      """
      () => {
        const now = document.activeElement;
        const name = (now.getAttribute("aria-label") ?? now.textContent.trim().slice(0, 40)) || now.id;
        if (now === document.body) {
          return "no element has the focus";
        }
        const style = getComputedStyle(now);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
          return `the focus on "${name}" is invisible`;
        }
        const box = now.getBoundingClientRect();
        if (box.width < 2 || box.right < 0 || box.bottom < 0 || box.top > innerHeight) {
          return `"${name}" has the focus outside of the screen`;
        }
        const before = window.focusedBefore;
        window.focusedBefore = { element: now, top: box.top + scrollY };
        if (!before?.element.isConnected) {
          return "";
        }
        if (!(before.element.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) {
          return `the focus went back to "${name}"`;
        }
        return box.bottom + scrollY < before.top ? `the focus jumped up to "${name}"` : "";
      }
      """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Presses Tab until an element has the focus; checks the focus after each Tab. */
  Keyboard tabTo(Locator target) {
    for (int tabs = 0; tabs <= focusable(); tabs++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate(FAULT)).as("after Tab, on the way to %s", target).isEqualTo("");
      if (hasFocus(target)) {
        return this;
      }
    }
    throw new AssertionError("%d Tabs do not lead to %s".formatted(focusable() + 1, target));
  }

  /** A page lists also the projects of other tests, so each page has its own number. */
  private int focusable() {
    return page.locator(FOCUSABLE).count();
  }

  /** Presses Tab until an element of a foreign page has the focus. */
  Keyboard tabToForeign(Locator target) {
    target.waitFor();
    for (int tabs = 0; tabs <= focusable() && !hasFocus(target); tabs++) {
      page.keyboard().press("Tab");
    }
    return this;
  }

  static boolean hasFocus(Locator target) {
    return (boolean) target.evaluate("element => element === document.activeElement");
  }

  void type(String text) {
    page.keyboard().type(text);
  }

  /** Pastes a text, as people paste a kubeconfig. */
  void paste(String text) {
    page.keyboard().insertText(text);
  }

  void enter() {
    page.keyboard().press("Enter");
  }

  void space() {
    page.keyboard().press("Space");
  }

  void tab() {
    page.keyboard().press("Tab");
  }
}
