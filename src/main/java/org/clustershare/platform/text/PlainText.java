package org.clustershare.platform.text;

import java.text.Normalizer;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Checks and cleans texts that people see in one line, such as names. Names that differ only in
 * characters without a glyph look alike. Such characters are refused in names that people enter,
 * and made visible in texts of clusters and providers.
 *
 * <p>Zero-width joiners (U+200C, U+200D) are refused as well, although Persian and emoji use them.
 * Between most letters a joiner is invisible, and a name without it stays readable.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations</a>
 * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">
 *     Default_Ignorable_Code_Point</a>
 */
public final class PlainText {
  private static final int REPLACEMENT = 0xfffd;
  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  /** Normalization reorders combining marks in quadratic time; longer texts are not names. */
  private static final int MAX_NORMALIZED_LENGTH = 1_000;

  private PlainText() {}

  /**
   * Normalizes a name: Unicode's composed form (NFC), one space for each run of spaces of any
   * width, no spaces around it. {@link #isLine} checks the result. A text of more than 1,000
   * characters stays unchanged.
   */
  public static String normalized(String text) {
    if (text.length() > MAX_NORMALIZED_LENGTH) {
      return text;
    }
    return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }

  /**
   * Whether a text is a visible line of 1 to {@code maxLength} characters (UTF-16). Refused are
   * control characters, line breaks, format characters and other characters without a glyph. So are
   * unassigned and private-use characters and unpaired surrogates.
   */
  public static boolean isLine(String text, int maxLength) {
    return !text.isBlank()
        && text.length() <= maxLength
        && text.codePoints().allMatch(PlainText::isVisible);
  }

  /**
   * Text of a cluster or provider as one visible line: line breaks become spaces, other hidden
   * characters become U+FFFD.
   */
  public static String visible(String text) {
    return replaceHidden(text, character -> isBreak(character) ? ' ' : REPLACEMENT);
  }

  /** Removes hidden characters, for names of people. */
  public static String withoutHidden(String text) {
    return replaceHidden(text, character -> -1);
  }

  private static String replaceHidden(String text, IntUnaryOperator hidden) {
    return text.codePoints()
        .map(character -> isVisible(character) ? character : hidden.applyAsInt(character))
        .filter(character -> character >= 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isBreak(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> !isBlank(character);
    };
  }

  /**
   * Characters without a glyph in spite of their general category: the combining grapheme joiner,
   * fillers of Hangul and Khmer, the empty Braille pattern, the null note, variation selectors.
   */
  private static boolean isBlank(int character) {
    return switch (character) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0, 0x1d159 -> true;
      default ->
          (character >= 0x180b && character <= 0x180f)
              || (character >= 0xfe00 && character <= 0xfe0f)
              || (character >= 0xe0100 && character <= 0xe01ef);
    };
  }
}
