package org.clustershare.kubernetes.error;

import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** What a cluster says, in the length in which it is kept and shown. */
public final class ServerText {
  /** A name or a sentence; longer ones are cut, in characters. */
  public static final int MAX_LENGTH = 1_000;

  /** The most groups of a person that are kept. */
  private static final int MAX_COUNT = 1_000;

  /** All of a list together, in characters. */
  private static final int MAX_LIST_LENGTH = 32 << 10;

  private ServerText() {}

  /** A text, cut where it is too long. */
  public static String of(String text) {
    return text.length() <= MAX_LENGTH ? text : StringUtils.left(text, MAX_LENGTH - 1) + "…";
  }

  /** The first of these texts, each cut where it is too long. */
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
