package org.clustershare.platform;

/** Texts that people see in one line, such as names. */
public final class PlainText {
  private PlainText() {}

  /**
   * Whether this is 1 to {@code longest} characters that are shown as they are: no controls, no
   * line breaks, nothing that turns the direction of what follows, no half of a surrogate pair.
   */
  public static boolean isLine(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.codePoints().allMatch(PlainText::isShown);
  }

  private static boolean isShown(int character) {
    boolean turns =
        (character >= 0x202a && character <= 0x202e)
            || (character >= 0x2066 && character <= 0x2069);
    return !turns
        && switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              false;
          default -> true;
        };
  }
}
