package org.clustershare.story.accessibility;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;

/** The texts that the message bundles translate; finds them where a page should be German. */
final class EnglishTexts {
  private static final List<String> BUNDLES =
      List.of("messages", "problems", "explanations", "faces");

  /** Shorter parts of a sentence, such as a name, may stand in a German text, too. */
  private static final int MIN_WORDS = 3;

  private final Set<String> whole = new HashSet<>();
  private final Set<String> parts = new LinkedHashSet<>();

  EnglishTexts() {
    var german = new HashSet<String>();
    for (var name : BUNDLES) {
      var english = bundle(name, Locale.ROOT);
      var translated = bundle(name, Locale.GERMAN);
      for (var key : english.keySet()) {
        german.add(translated.getString(key));
        if (!english.getString(key).equals(translated.getString(key))) {
          whole.add(english.getString(key));
          literals(english.getString(key)).forEach(parts::add);
        }
      }
    }
    whole.removeAll(german);
    parts.removeIf(part -> german.stream().anyMatch(text -> text.contains(part)));
  }

  /** How many sentences, and how many parts of sentences, are looked for. */
  int size() {
    return whole.size() + parts.size();
  }

  /** The English text in a text of the page. */
  Optional<String> find(String text) {
    if (text.contains("???")) {
      return Optional.of("???");
    }
    var stripped = text.strip().replaceAll("\\s+", " ");
    return whole.contains(stripped)
        ? Optional.of(stripped)
        : parts.stream().filter(stripped::contains).findFirst();
  }

  /** The parts of a message between its placeholders. */
  private static Stream<String> literals(String message) {
    return Stream.of(message.replace("''", "'").split("\\{[^}]*}", -1))
        .map(String::strip)
        .filter(part -> part.split("\\s+", -1).length >= MIN_WORDS);
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        "org.clustershare." + name,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
