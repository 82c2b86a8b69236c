package org.clustershare.platform.correlation;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * Ids of the current thread's work for its log lines: SLF4J's mapped diagnostic context. They are
 * ids that the product made, or that {@link RequestId} checked, never names or secrets.
 */
public final class LogContext {
  static final String REQUEST = "requestId";
  private static final String SHARE = "shareId";
  private static final String RECONCILE = "reconcileId";

  private LogContext() {}

  /** An id that is in the context until it is closed. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Starts a request's context; its end also removes what was added during the request. */
  static Scope ofRequest(String id) {
    MDC.clear();
    MDC.put(REQUEST, id);
    return MDC::clear;
  }

  /** Adds the share that the current request is about. */
  public static void share(String id) {
    // Without a request nothing would remove it.
    if (MDC.get(REQUEST) != null) {
      MDC.put(SHARE, id);
    }
  }

  /** Starts a reconciliation with a new id. */
  public static Scope ofReconciliation() {
    var closing = MDC.putCloseable(RECONCILE, UUID.randomUUID().toString());
    return closing::close;
  }

  /** The ids of the current thread's work. */
  public static Map<String, String> current() {
    return Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
  }
}
