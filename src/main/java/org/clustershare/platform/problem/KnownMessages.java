package org.clustershare.platform.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The English sentences of this version and of earlier ones, by which rows are understood. Finds
 * the key and the arguments of a sentence; the most specific pattern wins.
 */
final class KnownMessages {
  /** Longer than every sentence that a row keeps; bounds the time that patterns take. */
  private static final int LONGEST = 2_000;

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  /** Sentences of earlier versions, by the key of today's with a suffix where there are several. */
  static final ResourceBundle EARLIER =
      ResourceBundle.getBundle("org.clustershare.earlier", Locale.ROOT);

  private static final List<Known> ALL =
      Stream.concat(
              known(Message.texts(Locale.ENGLISH), key -> key),
              known(EARLIER, KnownMessages::withoutSuffix))
          .filter(known -> known.letters() > 0)
          .sorted(
              Comparator.comparing(Known::letters, Comparator.reverseOrder())
                  .thenComparing(Known::key))
          .toList();

  private KnownMessages() {}

  private static Stream<Known> known(ResourceBundle sentences, UnaryOperator<String> key) {
    return sentences.keySet().stream()
        .map(name -> Known.of(key.apply(name), sentences.getString(name)));
  }

  static String withoutSuffix(String key) {
    return key.replaceFirst("#.*", "");
  }

  static Message recognized(String english, Set<String> topics) {
    if (english.length() > LONGEST) {
      return Message.said(english);
    }
    return ALL.stream()
        .filter(known -> topics.isEmpty() || topics.contains(known.topic()))
        .map(known -> known.message(english, topics))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> Message.said(english));
  }

  /**
   * A pattern of the bundle.
   *
   * @param places the argument that each group of the pattern is
   * @param letters how many letters of its own the pattern has
   */
  private record Known(String key, Pattern sentence, List<Integer> places, int letters) {
    static Known of(String key, String pattern) {
      var text = pattern.replace("''", "'");
      var places = new ArrayList<Integer>();
      var sentence = new StringBuilder();
      int letters = 0;
      int end = 0;
      for (Matcher place = PLACE.matcher(text); place.find(); end = place.end()) {
        var own = text.substring(end, place.start());
        letters += lettersIn(own);
        sentence.append(Pattern.quote(own)).append("(.+)");
        places.add(Integer.valueOf(place.group(1)));
      }
      var own = text.substring(end);
      sentence.append(Pattern.quote(own));
      return new Known(
          key,
          Pattern.compile(sentence.toString(), Pattern.DOTALL),
          List.copyOf(places),
          letters + lettersIn(own));
    }

    private static int lettersIn(String text) {
      return (int) text.chars().filter(Character::isLetter).count();
    }

    String topic() {
      return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    Optional<Message> message(String english, Set<String> topics) {
      var found = sentence.matcher(english);
      if (!found.matches()) {
        return Optional.empty();
      }
      var arguments = new Object[places.size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[places.get(i)] = recognized(found.group(i + 1), topics);
      }
      return Optional.of(Message.of(key, arguments));
    }
  }
}
