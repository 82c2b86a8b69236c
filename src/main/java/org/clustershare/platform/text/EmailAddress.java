package org.clustershare.platform.text;

import java.util.regex.Pattern;

/**
 * How emails are written and compared here. They are kept as somebody typed them and compared
 * without regard to case, which is the same in every language of the server.
 */
public final class EmailAddress {
  /**
   * The longest address, in characters: a path of 256 without its angle brackets (RFC 5321, section
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
   * Whether this is an email: a dot-atom of RFC 5322, also with letters of other scripts (RFC
   * 6531). Quoted local parts and addresses in brackets are not taken: nobody signs in with them.
   */
  public static boolean isValid(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    var matcher = SHAPE.matcher(text);
    return matcher.matches() && matcher.group("local").length() <= MAX_LOCAL_LENGTH;
  }

  /**
   * What emails are compared by: each character in lower case, by itself. No letter of another
   * script becomes one of ASCII (the Kelvin sign would become k, the Turkish capital dotted i would
   * become i): else somebody whose provider allows such letters could pass for somebody else.
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
