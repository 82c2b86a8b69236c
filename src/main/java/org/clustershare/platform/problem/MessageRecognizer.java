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
 * Finds the message key and the arguments of an English sentence, of this version or an earlier
 * one, because rows hold sentences. If several patterns match, the one with the most letters wins.
 */
final class MessageRecognizer {
  /** Longer than every stored sentence; limits the time of pattern matching. */
  private static final int MAX_LENGTH = 2_000;

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  /** Sentences of earlier versions, by the key of today's with a suffix where there are several. */
  static final ResourceBundle EARLIER =
      ResourceBundle.getBundle("org.clustershare.earlier", Locale.ROOT);

  private static final List<Known> ALL =
      Stream.concat(
              known(Message.texts(Locale.ENGLISH), key -> key),
              known(EARLIER, MessageRecognizer::withoutSuffix))
          .filter(known -> known.letters() > 0)
          .sorted(
              Comparator.comparing(Known::letters, Comparator.reverseOrder())
                  .thenComparing(Known::key))
          .toList();

  private MessageRecognizer() {}

  private static Stream<Known> known(ResourceBundle sentences, UnaryOperator<String> key) {
    return sentences.keySet().stream()
        .map(name -> Known.of(key.apply(name), sentences.getString(name)));
  }

  static String withoutSuffix(String key) {
    return key.replaceFirst("#.*", "");
  }

  static Message recognize(String english, Set<String> topics) {
    if (english.length() > MAX_LENGTH) {
      return Message.verbatim(english);
    }
    return ALL.stream()
        .filter(known -> topics.isEmpty() || topics.contains(known.topic()))
        .map(known -> known.message(english, topics))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> Message.verbatim(english));
  }

  /**
   * A text of the bundle as a pattern.
   *
   * @param argumentIndexes the index of the message argument for each group of the pattern
   * @param letters the number of letters outside the arguments
   */
  private record Known(String key, Pattern sentence, List<Integer> argumentIndexes, int letters) {
    static Known of(String key, String pattern) {
      var text = pattern.replace("''", "'");
      var argumentIndexes = new ArrayList<Integer>();
      var sentence = new StringBuilder();
      int letters = 0;
      int end = 0;
      for (Matcher place = PLACE.matcher(text); place.find(); end = place.end()) {
        var own = text.substring(end, place.start());
        letters += lettersIn(own);
        sentence.append(Pattern.quote(own)).append("(.+)");
        argumentIndexes.add(Integer.valueOf(place.group(1)));
      }
      var own = text.substring(end);
      sentence.append(Pattern.quote(own));
      return new Known(
          key,
          Pattern.compile(sentence.toString(), Pattern.DOTALL),
          List.copyOf(argumentIndexes),
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
      var arguments = new Object[argumentIndexes.size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[argumentIndexes.get(i)] = recognize(found.group(i + 1), topics);
      }
      return Optional.of(Message.of(key, arguments));
    }
  }
}
