package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.jspecify.annotations.Nullable;

/** Formats times for pages: in the reader's language, in UTC, with that name. */
@Named("times")
@ApplicationScoped
public class PageDates {
  /** A time; empty text for none. */
  public String utc(@Nullable Instant instant) {
    if (instant == null) {
      return "";
    }
    var locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atOffset(ZoneOffset.UTC))
        + " UTC";
  }
}
