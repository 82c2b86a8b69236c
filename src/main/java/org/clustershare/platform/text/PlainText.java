package org.clustershare.platform.text;

import java.text.Normalizer;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Texts that people see in one line, such as names. Two names that differ only in characters
 * without a glyph could be taken for each other; so such characters are refused in names that
 * people give, and made visible in what clusters and providers say.
 *
 * <p>Zero-width joiners (U+200C, U+200D) are refused, too, although Persian and emoji use them: a
 * joiner between most letters changes nothing that can be seen, and a name without them stays
 * readable.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations</a>
 * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">
 *     Default_Ignorable_Code_Point</a>
 */
public final class PlainText {
  private static final int REPLACEMENT = 0xfffd;
  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  /** Longer texts are no names; reordering their combining marks takes time by the square. */
  private static final int MAX_NORMALIZED_LENGTH = 1_000;

  private PlainText() {}

  /**
   * The one spelling of a name: Unicode's composed form (NFC), each run of spaces of any width as
   * one space, none around it. {@link #isLine} judges the result. A text of more than 1,000
   * characters stays as it is.
   */
  public static String normalized(String text) {
    if (text.length() > MAX_NORMALIZED_LENGTH) {
      return text;
    }
    return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }

  /**
   * Whether this is 1 to {@code longest} characters (UTF-16) that are all seen as they are: no
   * controls, line breaks, format characters or other characters without a glyph, nothing that
   * Unicode has not assigned or leaves to private use, no half of a surrogate pair.
   */
  public static boolean isLine(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.codePoints().allMatch(PlainText::isVisible);
  }

  /**
   * What clusters and providers say, in one line: spaces for line breaks, U+FFFD for what is not
   * seen.
   */
  public static String visible(String text) {
    return replaceHidden(text, character -> isBreak(character) ? ' ' : REPLACEMENT);
  }

  /** The same without what is not seen, for names of people. */
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
   * Characters without a glyph whose general category does not say so: the combining grapheme
   * joiner, fillers of Hangul and Khmer, the empty Braille pattern, the null note, variation
   * selectors.
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
