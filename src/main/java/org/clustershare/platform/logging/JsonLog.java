package org.clustershare.platform.logging;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Switch of the server's log to JSON lines ({@code log-format=json}): Payara's own formatter, and
 * the ids of the current work as fields. Lines before the application's start keep the server's
 * format.
 */
@ApplicationScoped
public class JsonLog {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(JsonLog.class);

  private static final String FORMATTER = "fish.payara.enterprise.server.logging.JSONLogFormatter";

  private final List<Changed> changed = new ArrayList<>();

  private record Changed(Handler handler, Formatter formatter, @Nullable Filter filter) {}

  /** Switches all handlers of the server. */
  public synchronized void open() {
    for (var handler : Logger.getLogger("").getHandlers()) {
      json(handler.getFormatter()).ifPresent(json -> change(handler, json));
    }
    if (changed.isEmpty()) {
      LOG.warn("The log stays text: no handler has a formatter of Payara (log-format=json).");
    }
  }

  private void change(Handler handler, Formatter json) {
    changed.add(new Changed(handler, handler.getFormatter(), handler.getFilter()));
    handler.setFilter(new ContextFields(Optional.ofNullable(handler.getFilter())));
    handler.setFormatter(json);
  }

  /** The server's JSON formatter, from the loader of its text formatter. */
  private static Optional<Formatter> json(@Nullable Formatter text) {
    if (text == null || text.getClass().getClassLoader() == null) {
      return Optional.empty();
    }
    try {
      var type = Class.forName(FORMATTER, true, text.getClass().getClassLoader());
      return Optional.of(type.asSubclass(Formatter.class).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** Gives the handlers back as they were: they live longer than the application. */
  @PreDestroy
  synchronized void close() {
    for (var one : changed) {
      one.handler().setFormatter(one.formatter());
      one.handler().setFilter(one.filter());
    }
    changed.clear();
  }
}
