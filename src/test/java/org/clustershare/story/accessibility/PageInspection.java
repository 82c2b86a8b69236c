package org.clustershare.story.accessibility;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.clustershare.story.accessibility.PageFault.Kind;
import org.clustershare.testbed.Browser;

/** Inspects pages as they are shown, in light and dark colours, and collects their faults. */
final class PageInspection {
  private static final String CHECK = script("page-check.js");

  /** Every text of the page and every attribute that people see or hear. */
  private static final String TEXTS =
      """
      () => {
        const texts = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          if (!walker.currentNode.parentElement.closest("script, style, code, pre")) {
            texts.push(walker.currentNode.textContent);
          }
        }
        for (const element of document.querySelectorAll("body *")) {
          for (const name of ["aria-label", "title", "alt", "placeholder"]) {
            texts.push(element.getAttribute(name) ?? "");
          }
          texts.push(...Object.values(element.dataset));
          if (element.matches("input[type=submit]")) {
            texts.push(element.value);
          }
        }
        return [document.title, ...texts].filter(text => text.trim() !== "");
      }
      """;

  private final EnglishTexts english = new EnglishTexts();
  private final List<PageFault> faults = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();

  /** Inspects a German page in its present state. */
  void inspect(String name, Page page) {
    pages.add(name);
    page.waitForLoadState();
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(
          new EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
      check(name + (scheme == ColorScheme.DARK ? ", dark" : ""), page);
      Browser.picture(page, "every-" + name + (scheme == ColorScheme.DARK ? "-dark" : ""));
    }
    for (var text : (List<?>) page.evaluate(TEXTS)) {
      english
          .find(String.valueOf(text))
          .ifPresent(found -> faults.add(new PageFault(name, Kind.LANGUAGE, found)));
    }
  }

  private void check(String name, Page page) {
    for (var found : (List<?>) page.evaluate(CHECK)) {
      var fault = (Map<?, ?>) found;
      faults.add(
          new PageFault(
              name,
              Kind.valueOf(String.valueOf(fault.get("kind"))),
              String.valueOf(fault.get("what"))));
    }
  }

  List<PageFault> faults(Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).distinct().toList();
  }

  /** The pages and states that were inspected. */
  List<String> pages() {
    return pages;
  }

  private static String script(String name) {
    try (var source = PageInspection.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(source, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
