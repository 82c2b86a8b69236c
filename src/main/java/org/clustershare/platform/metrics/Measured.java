package org.clustershare.platform.metrics;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts the calls of a method by {@link Outcome}. It works for calls from other beans, as every
 * CDI interceptor; calls within the class are not counted.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Measured {
  /** The counter, whose one label is {@code result}. */
  @Nonbinding
  MetricFamily value();
}
