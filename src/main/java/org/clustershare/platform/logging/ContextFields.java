package org.clustershare.platform.logging;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.clustershare.platform.correlation.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * Filter of a log handler that lets every record pass and adds the ids of the {@link LogContext} to
 * it. They are a map among the record's parameters, which Payara's JSON formatter writes as fields.
 *
 * @param next the filter that the handler had before; its answer counts
 */
record ContextFields(Optional<Filter> next) implements Filter {
  @Override
  public boolean isLoggable(LogRecord record) {
    if (next.isPresent() && !next.get().isLoggable(record)) {
      return false;
    }
    var ids = LogContext.current();
    if (!ids.isEmpty()) {
      record.setParameters(with(record.getParameters(), ids));
    }
    return true;
  }

  private static Object[] with(Object @Nullable [] parameters, Map<String, String> ids) {
    if (parameters == null) {
      return new Object[] {ids};
    }
    // Another handler of the same record may have added them.
    if (Arrays.asList(parameters).contains(ids)) {
      return parameters;
    }
    var all = Arrays.copyOf(parameters, parameters.length + 1, Object[].class);
    all[parameters.length] = ids;
    return all;
  }
}
