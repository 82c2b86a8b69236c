package org.clustershare.platform.pem;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Block of a PEM text (RFC 7468). Text around blocks and blocks without an end are skipped. Parsing
 * takes linear time.
 *
 * @param label such as {@code CERTIFICATE}
 * @param content the text between the two lines; base64 in a valid block
 */
public record PemBlock(String label, String content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final int MAX_LABEL_LENGTH = 64;
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
      // Each search starts where the last one ended, so that no character is read once per block.
      int next = labelEnd;
      var label =
          labelEnd - labelStart > MAX_LABEL_LENGTH ? "" : text.substring(labelStart, labelEnd);
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
