package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/** Texts of pages that depend on data, in the reader's language. */
@Named("words")
@ApplicationScoped
public class PageWords {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** An explanation; empty text for null. */
  public String of(@Nullable Message message) {
    return message == null ? "" : message.in(locale());
  }

  /** The finding of a trust check in a row: an English explanation, or the cluster's own words. */
  public String found(String english) {
    return Message.recognize(english, "trust").in(locale());
  }

  /**
   * The name of a value. A newer cluster, or a row of a newer version, can have a value that the
   * bundle does not know: it is shown as it is.
   *
   * @param prefix of the key in the bundle {@code messages}, such as {@code kind.}
   */
  public String name(String prefix, @Nullable Object value) {
    return value == null
        ? ""
        : name(
            prefix,
            value instanceof Enum<?> constant ? constant.name() : value.toString(),
            locale());
  }

  static String name(String prefix, String value, Locale locale) {
    try {
      return ResourceBundle.getBundle("org.clustershare.messages", locale, NO_FALLBACK)
          .getString(prefix + value);
    } catch (MissingResourceException unknown) {
      return value;
    }
  }

  private static Locale locale() {
    return FacesContext.getCurrentInstance().getViewRoot().getLocale();
  }
}
