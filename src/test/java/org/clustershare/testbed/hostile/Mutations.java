package org.clustershare.testbed.hostile;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Changes of good texts that parsers must survive: pieces repeated, removed, mixed, blown up. */
public final class Mutations {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "00", "1e999999999", "1e99999999999", "-0.0", "9223372036854775808", ".5");

  private final List<String> good;
  private final List<String> words;

  /**
   * @param good texts to begin with
   * @param words pieces that mean something in the language of the texts
   */
  public Mutations(List<String> good, List<String> words) {
    this.good = List.copyOf(good);
    this.words = List.copyOf(words);
  }

  /** A good text with one to five changes, of at most 256 KiB. */
  public String next(Random random) {
    var text = one(random, good);
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      text = changed(random, text);
    }
    return text.substring(0, Math.min(text.length(), Fuzz.LONGEST));
  }

  private String changed(Random random, String text) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + random.nextInt(40));
    var before = text.substring(0, at);
    var after = text.substring(to);
    return switch (random.nextInt(8)) {
      case 0 -> before + after;
      case 1 -> before + one(random, words) + text.substring(at);
      case 2 -> before + many(random, one(random, words)) + text.substring(at);
      case 3 -> before + many(random, one(random, words) + one(random, words)) + after;
      case 4 -> before + many(random, text.substring(at, to)) + text.substring(at);
      case 5 -> before + one(random, good) + after;
      case 6 -> before + (char) random.nextInt(0x250) + after;
      default ->
          NUMBER
              .matcher(text)
              .replaceFirst(
                  random.nextBoolean()
                      ? one(random, NUMBERS)
                      : many(random, "" + random.nextInt(10)));
    };
  }

  private static String many(Random random, String piece) {
    if (piece.isEmpty()) {
      return piece;
    }
    int most = Fuzz.LONGEST / piece.length();
    return piece.repeat(1 + random.nextInt(random.nextInt(3) == 0 ? most : 1 + most / 100));
  }

  private static <T> T one(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
