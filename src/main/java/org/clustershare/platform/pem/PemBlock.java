package org.clustershare.platform.pem;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of a text in PEM (RFC 7468). Text around blocks is skipped, and so is a block that does
 * not end. Reading takes linear time.
 *
 * @param label such as {@code CERTIFICATE}
 * @param content what stands between the two lines: base64 in an honest block
 */
public record PemBlock(String label, String content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final int LONGEST_LABEL = 64;
  private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]+");

  /** All blocks of a text, in their order. */
  public static List<PemBlock> all(String text) {
    var blocks = new ArrayList<PemBlock>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelStart = begin + BEGIN.length();
      int labelEnd = text.indexOf(DASHES, labelStart);
      if (labelEnd < 0) {
        break;
      }
      // Each search goes on where the last one ended: no character is looked at for every block.
      int next = labelEnd;
      var label = labelEnd - labelStart > LONGEST_LABEL ? "" : text.substring(labelStart, labelEnd);
      if (LABEL.matcher(label).matches()) {
        int start = labelEnd + DASHES.length();
        int end = text.indexOf(DASHES, start);
        if (end < 0) {
          break;
        }
        next = end;
        var last = END + label + DASHES;
        if (text.startsWith(last, end)) {
          blocks.add(new PemBlock(label, text.substring(start, end)));
          next = end + last.length();
        }
      }
      begin = text.indexOf(BEGIN, next);
    }
    return blocks;
  }

  /** A block as text: base64 in lines of 64 characters (RFC 7468, section 2). */
  public static String text(String label, byte[] der) {
    return BEGIN
        + label
        + DASHES
        + "\n"
        + LINES.encodeToString(der)
        + "\n"
        + END
        + label
        + DASHES
        + "\n";
  }

  /** The bytes of the block; empty if its content is not base64 (RFC 4648, section 4). */
  public Optional<byte[]> der() {
    var base64 = new StringBuilder(content.length());
    content
        .chars()
        .filter(character -> !Character.isWhitespace(character))
        .forEach(character -> base64.append((char) character));
    try {
      return Optional.of(Base64.getDecoder().decode(base64.toString()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The content can be a private key. */
  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }
}
