package org.clustershare.platform.problem;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Explanation that is formatted in the reader's language.
 *
 * @param key the key in the bundle {@code explanations}; empty for a verbatim text
 * @param arguments numbers, texts and messages for the placeholders {@code {0}}, {@code {1}} and so
 *     on
 */
public record Message(String key, List<Object> arguments) {
  private static final String BUNDLE = "org.clustershare.explanations";
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  public Message {
    arguments = List.copyOf(arguments);
  }

  /**
   * An explanation from the bundle. Arguments other than messages and numbers are formatted with
   * {@code toString}.
   */
  public static Message of(String key, Object... arguments) {
    return new Message(key, Arrays.asList(arguments));
  }

  /** A text of a cluster or a provider, which is the same in every language. */
  public static Message verbatim(String words) {
    return new Message("", List.of(words));
  }

  /**
   * Finds the explanation that an English sentence comes from. Rows hold the sentence, so that
   * every version can read them. An unknown text, such as one of a cluster or a provider, becomes a
   * verbatim message.
   *
   * @param topics the first segments of the keys to search; none for all keys
   */
  public static Message recognize(String english, String... topics) {
    return MessageRecognizer.recognize(english, Set.of(topics));
  }

  /** The text in a language. */
  public String in(Locale locale) {
    if (key.isEmpty()) {
      return String.valueOf(arguments.getFirst());
    }
    var pattern = texts(locale).getString(key);
    var words = arguments.stream().map(argument -> words(argument, locale)).toArray();
    return new MessageFormat(pattern, locale).format(words);
  }

  /** Formats a number without separators: it can be a port or a size from a setting. */
  private static String words(Object argument, Locale locale) {
    return argument instanceof Message message ? message.in(locale) : String.valueOf(argument);
  }

  /** The English text, for logs, the API and rows. */
  @Override
  public String toString() {
    return in(Locale.ENGLISH);
  }

  static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
  }
}
