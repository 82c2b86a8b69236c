package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Times as pages show them: in the reader's language, in UTC, which the text says. */
@Named("times")
@ApplicationScoped
public class PageDates {
  public String utc(Instant instant) {
    var locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atOffset(ZoneOffset.UTC))
        + " UTC";
  }
}
