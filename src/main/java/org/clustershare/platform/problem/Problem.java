package org.clustershare.platform.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Problem in one language: what happened and what to do next. Members are named as in RFC 9457.
 *
 * @param key the identifier for programs, such as {@code share-unknown}
 * @param status the HTTP status
 * @param title what happened in general, in a few words
 * @param detail what happened in this request
 * @param next what the reader can do
 */
public record Problem(String key, int status, String title, String detail, String next) {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  static Problem of(ProblemType type, List<Object> arguments, Locale locale) {
    var texts = ResourceBundle.getBundle("org.clustershare.problems", locale, NO_FALLBACK);
    return new Problem(
        type.key(),
        type.status(),
        text(texts, type.key() + ".title", arguments, locale),
        text(texts, type.key() + ".detail", arguments, locale),
        text(texts, type.key() + ".next", arguments, locale));
  }

  private static String text(
      ResourceBundle texts, String key, List<Object> arguments, Locale locale) {
    return new MessageFormat(texts.getString(key), locale)
        .format(
            arguments.stream()
                .map(
                    argument -> argument instanceof Message message ? message.in(locale) : argument)
                .toArray());
  }
}
