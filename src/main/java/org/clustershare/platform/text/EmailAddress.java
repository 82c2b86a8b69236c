package org.clustershare.platform.text;

import java.util.regex.Pattern;

/**
 * Syntax and comparison of email addresses. Cluster Share stores an address as it was typed and
 * compares it without regard to case, independently of the server's locale.
 */
public final class EmailAddress {
  /**
   * Maximum length in characters: a path of 256 without its angle brackets (RFC 5321, section
   * 4.5.3.1.3). Columns of the database hold 320, which earlier versions accepted.
   */
  public static final int MAX_LENGTH = 254;

  private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL =
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<local>"
              + ATOM
              + "(?:\\."
              + ATOM
              + ")*)@(?<domain>"
              + LABEL
              + "(?:\\."
              + LABEL
              + ")*)");
  private static final int MAX_LOCAL_LENGTH = 64;
  private static final int LAST_OF_ASCII = 0x7f;

  private EmailAddress() {}

  /**
   * Whether this text is an email address: a dot-atom (RFC 5322, section 3.2.3), also with letters
   * of other scripts (RFC 6531). Quoted local parts and address literals are refused: no provider
   * signs people in with them.
   */
  public static boolean isValid(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    var matcher = SHAPE.matcher(text);
    return matcher.matches() && matcher.group("local").length() <= MAX_LOCAL_LENGTH;
  }

  /**
   * The form in which addresses are compared: each character in lower case, by itself. No letter of
   * another script becomes an ASCII letter: the Kelvin sign would become k, the Turkish dotted
   * capital I would become i. Otherwise a person could pass for another at a provider that allows
   * such letters.
   */
  public static String key(String email) {
    return email
        .codePoints()
        .map(EmailAddress::lower)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int lower(int letter) {
    int lower = Character.toLowerCase(letter);
    return letter > LAST_OF_ASCII && lower <= LAST_OF_ASCII ? letter : lower;
  }
}
