package org.clustershare.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.clustershare.platform.correlation.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The ids of the current work become fields of each log line. */
class ContextFieldsTest {
  private final LogRecord line = new LogRecord(Level.INFO, "share=a'b {0}");

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void aReconciliationsIdIsThereUntilItsEnd() {
    var fields = new ContextFields(Optional.empty());
    try (var _ = LogContext.ofReconciliation()) {
      assertThat(fields.isLoggable(line)).isTrue();
    }

    assertThat(line.getParameters()).hasSize(1);
    var ids = Map.<Object, Object>copyOf((Map<?, ?>) line.getParameters()[0]);
    assertThat(ids).containsOnlyKeys("reconcileId");
    assertThat(LogContext.current()).isEmpty();
  }

  @Test
  void aShareOutsideOfARequestLeavesNothing() {
    LogContext.share("s1");

    assertThat(LogContext.current()).isEmpty();
  }

  @Test
  void severalHandlersOfALineAddTheIdsOnce() {
    line.setParameters(new Object[] {"given"});
    try (var _ = LogContext.ofReconciliation()) {
      new ContextFields(Optional.empty()).isLoggable(line);
      new ContextFields(Optional.empty()).isLoggable(line);
    }

    assertThat(line.getParameters()).hasSize(2).startsWith("given");
  }

  @Test
  void theFilterThatWasThereBeforeStillDecides() {
    assertThat(new ContextFields(Optional.of(any -> false)).isLoggable(line)).isFalse();
    assertThat(new ContextFields(Optional.of(any -> true)).isLoggable(line)).isTrue();
    assertThat(line.getParameters()).isNull();
  }
}
