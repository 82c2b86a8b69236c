package org.clustershare.trust.setup;

import jakarta.json.JsonObject;
import java.util.regex.Pattern;

/** Quoting of values in set-up snippets, so that no character of a value becomes syntax. */
final class Quoting {
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private Quoting() {}

  /**
   * A double-quoted YAML scalar in ASCII. YAML 1.1, which Kubernetes reads, treats U+0085, U+2028
   * and U+2029 as line breaks even between quotes.
   */
  static String yaml(String value) {
    var quoted = new StringBuilder("\"");
    value.codePoints().forEach(character -> quoted.append(escaped(character)));
    return quoted.append('"').toString();
  }

  private static String escaped(int character) {
    if (character == '"' || character == '\\') {
      return "\\" + (char) character;
    }
    if (character >= ' ' && character <= '~') {
      return Character.toString(character);
    }
    return character <= 0xffff ? "\\u%04x".formatted(character) : "\\U%08x".formatted(character);
  }

  /** A word of a POSIX shell. */
  static String shell(String value) {
    return PLAIN_WORD.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  /** JSON as a word of a POSIX shell. */
  static String shell(JsonObject value) {
    return shell(value.toString());
  }
}
