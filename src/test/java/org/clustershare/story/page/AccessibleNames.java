package org.clustershare.story.page;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up what a button, link or field is called in the page's language. Tests say the English
 * name. An English name that several messages share stands for any of their translations.
 */
final class AccessibleNames {
  private static final ResourceBundle ENGLISH = bundle("");

  private final ResourceBundle translations;

  /**
   * Reads the bundle of a language.
   *
   * @param language the attribute {@code lang} of the page
   */
  AccessibleNames(String language) {
    this.translations = bundle(language);
  }

  /** Matches the whole name, such as "Remove", or "Remove: bob@example.com" with an object. */
  Pattern name(String english, String object) {
    var end = object.isEmpty() ? "" : ": " + literal(object);
    return whole("%s%s".formatted(anyOf(translations(english)), end));
  }

  /** Matches a name with placeholders, such as "Back to {0}". */
  Pattern formatted(String english, String argument) {
    return whole(anyOf(translations(english).map(text -> MessageFormat.format(text, argument))));
  }

  private Stream<String> translations(String english) {
    var keys =
        ENGLISH.keySet().stream().filter(key -> ENGLISH.getString(key).equals(english)).toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("No message of the pages says \"%s\"".formatted(english));
    }
    return keys.stream().map(translations::getString).distinct();
  }

  private static String anyOf(Stream<String> texts) {
    return texts.map(AccessibleNames::literal).collect(Collectors.joining("|", "(?:", ")"));
  }

  private static Pattern whole(String expression) {
    return Pattern.compile("^\\s*%s\\s*$".formatted(expression));
  }

  /** Escapes a text for the regular expressions of browsers, which know no {@code \Q}. */
  private static String literal(String text) {
    return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0");
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle(
        "org.clustershare.messages",
        Locale.of(language.equals("en") ? "" : language),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
