package org.clustershare.platform.metrics;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Interceptor that counts the calls of {@link Measured} methods. */
@Measured(MetricFamily.LINK_LOOKUPS)
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class MeasuredInterceptor {
  private final Metrics metrics;

  @Inject
  MeasuredInterceptor(Metrics metrics) {
    this.metrics = metrics;
  }

  @AroundInvoke
  Object count(InvocationContext call) throws Exception {
    var family = call.getMethod().getAnnotation(Measured.class).value();
    try {
      var result = call.proceed();
      metrics.increment(family, Outcome.SUCCESS.label());
      return result;
    } catch (Exception e) {
      metrics.increment(family, Outcome.of(e).label());
      throw e;
    }
  }
}
