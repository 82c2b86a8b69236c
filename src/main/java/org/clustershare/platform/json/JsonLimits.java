package org.clustershare.platform.json;

import java.util.regex.Pattern;

/**
 * The limits of a JSON text (RFC 8259, section 9), checked before a library without limits parses
 * it: numbers of at most 40 characters with at most three digits of exponent, and at most 64 nested
 * lists and objects. Libraries turn every digit into a decimal number, in quadratic time.
 */
public final class JsonLimits {
  private static final int MAX_LITERAL_LENGTH = 40;
  private static final int MAX_DEPTH = 64;
  private static final Pattern LARGE_EXPONENT = Pattern.compile("[-+.0-9]*[eE][-+]?[0-9]{4,}");

  private JsonLimits() {}

  /** Whether a text stays within the limits; it need not be JSON. Takes linear time. */
  public static boolean allows(String text) {
    int depth = 0;
    int literal = -1;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isStructure(character)) {
        if (!isShort(text, literal, i)) {
          return false;
        }
        literal = -1;
        if (character == '"') {
          i = endOfString(text, i);
        } else if (character == '[' || character == '{') {
          depth++;
        } else if (character == ']' || character == '}') {
          depth--;
        }
        if (depth > MAX_DEPTH) {
          return false;
        }
      } else if (literal < 0) {
        literal = i;
      }
    }
    return isShort(text, literal, text.length());
  }

  private static boolean isStructure(char character) {
    return character <= ' ' || "\"[]{},:".indexOf(character) >= 0;
  }

  /**
   * Whether the literal that begins at {@code begin}, if any, is a number within the limits or a
   * short word.
   */
  private static boolean isShort(String text, int begin, int end) {
    return begin < 0
        || (end - begin <= MAX_LITERAL_LENGTH
            && !LARGE_EXPONENT.matcher(text).region(begin, end).matches());
  }

  private static int endOfString(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
