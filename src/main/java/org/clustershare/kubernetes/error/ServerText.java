package org.clustershare.kubernetes.error;

import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** Texts from clusters, cut to the length that is stored and shown. */
public final class ServerText {
  /** Of a name or a sentence, in characters; longer ones are cut. */
  public static final int MAX_LENGTH = 1_000;

  /** Of a list, such as a person's groups. */
  private static final int MAX_COUNT = 1_000;

  /** Of a whole list, in characters. */
  private static final int MAX_LIST_LENGTH = 32 << 10;

  private ServerText() {}

  /** A text, cut if it is too long. */
  public static String of(String text) {
    return text.length() <= MAX_LENGTH ? text : StringUtils.left(text, MAX_LENGTH - 1) + "…";
  }

  /** As many of these texts as the limits of a list allow, each cut if it is too long. */
  public static List<String> of(List<String> texts) {
    int length = 0;
    int count = 0;
    while (count < texts.size() && count < MAX_COUNT) {
      length += Math.min(texts.get(count).length(), MAX_LENGTH);
      if (length > MAX_LIST_LENGTH) {
        break;
      }
      count++;
    }
    return texts.subList(0, count).stream().map(ServerText::of).toList();
  }
}
