package org.clustershare.roles.apply;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.correlation.LogContext;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;

/**
 * Interceptor that gives each reconciliation an id for the log, a span, a duration and a result.
 */
@MeasuredReconciliation
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class ReconciliationInterceptor {
  private final Metrics metrics;
  private final DriftMetrics drift;

  @Inject
  ReconciliationInterceptor(Metrics metrics, DriftMetrics drift) {
    this.metrics = metrics;
    this.drift = drift;
  }

  @AroundInvoke
  Object measure(InvocationContext call) throws Exception {
    var span = GlobalOpenTelemetry.getTracer("cluster-share").spanBuilder("reconcile").startSpan();
    long start = System.nanoTime();
    var outcome = "error";
    try (var _ = LogContext.ofReconciliation();
        var _ = span.makeCurrent()) {
      var result = (ReconcileResult) call.proceed();
      outcome = outcome(result);
      drift.record((String) call.getParameters()[0], result);
      return result;
    } finally {
      metrics.record(
          MetricFamily.RECONCILE_DURATION, Duration.ofNanos(System.nanoTime() - start), outcome);
      if (!outcome.equals("success")) {
        span.setStatus(StatusCode.ERROR, outcome);
      }
      span.end();
    }
  }

  static String outcome(ReconcileResult result) {
    if (result.failure().isEmpty()) {
      return "success";
    }
    return result.done().isEmpty() ? outcome(result.failure().get()) : "unfinished";
  }

  private static String outcome(ClusterException failure) {
    return switch (failure) {
      case ClusterBusyException _ -> "busy";
      case ClusterUnreachableException _ -> "unreachable";
      case ClusterRefusedException _ -> "refused";
    };
  }
}
