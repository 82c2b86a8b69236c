package org.clustershare.platform.problem;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * An explanation that is put into words only when its reader's language is known.
 *
 * @param key of the bundle {@code explanations}; empty for words of a cluster or a provider
 * @param arguments numbers, texts, and messages for the places {@code {0}} and so on
 */
public record Message(String key, List<Object> arguments) {
  private static final String BUNDLE = "org.clustershare.explanations";
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  public Message {
    arguments = List.copyOf(arguments);
  }

  /** An explanation of the bundle. Everything but messages and numbers counts as its text. */
  public static Message of(String key, Object... arguments) {
    return new Message(key, Arrays.asList(arguments));
  }

  /** The words of a cluster or a provider, which no language changes. */
  public static Message verbatim(String words) {
    return new Message("", List.of(words));
  }

  /**
   * The explanation that an English sentence is one of. Rows keep the sentence, so that every
   * version can read them. Another text stays as it is: a cluster or a provider said it.
   *
   * @param topics the first parts of the keys that are considered; none for all keys
   */
  public static Message recognize(String english, String... topics) {
    return MessageRecognizer.recognize(english, Set.of(topics));
  }

  /** The words in a language. */
  public String in(Locale locale) {
    if (key.isEmpty()) {
      return String.valueOf(arguments.get(0));
    }
    var pattern = texts(locale).getString(key);
    var words = arguments.stream().map(argument -> words(argument, locale)).toArray();
    return new MessageFormat(pattern, locale).format(words);
  }

  /** A number is written without separators: it can be a port or a size that a setting names. */
  private static String words(Object argument, Locale locale) {
    return argument instanceof Message message ? message.in(locale) : String.valueOf(argument);
  }

  /** The words in English, for logs, the API and rows. */
  @Override
  public String toString() {
    return in(Locale.ENGLISH);
  }

  static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
  }
}
