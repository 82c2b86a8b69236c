package org.clustershare.kubernetes.connection;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;

/**
 * Interceptor that counts and times every call to an API server, until the head of its response has
 * arrived. If OpenTelemetry is enabled, each call is a span. Neither names the cluster's address,
 * and nothing of a path, which can have names of people in it.
 */
public record MeasuredCalls(Metrics metrics) implements Interceptor {
  private static final String TRACER = "cluster-share";

  @Override
  public Response intercept(Chain chain) throws IOException {
    var method = chain.request().method();
    var kind = method.equals("GET") || method.equals("HEAD") ? "read" : "write";
    var span =
        GlobalOpenTelemetry.getTracer(TRACER)
            .spanBuilder("API server " + kind)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", method)
            .startSpan();
    long start = System.nanoTime();
    var result = "unreachable";
    try {
      var response = chain.proceed(chain.request());
      result = result(response.code());
      span.setAttribute("http.response.status_code", (long) response.code());
      return response;
    } catch (IOException e) {
      result = e instanceof InterruptedIOException ? "timeout" : "unreachable";
      throw e;
    } finally {
      metrics.increment(MetricFamily.CLUSTER_CALLS, kind, result);
      metrics.record(
          MetricFamily.CLUSTER_CALL_DURATION, Duration.ofNanos(System.nanoTime() - start), kind);
      end(span, result);
    }
  }

  private static void end(Span span, String result) {
    if (!result.equals("success")) {
      span.setStatus(StatusCode.ERROR, result);
    }
    span.end();
  }

  /** The label for a status, in the words of Kubernetes' reasons. */
  static String result(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 409 -> "conflict";
      case 429 -> "throttled";
      default -> resultOfClass(status / 100);
    };
  }

  private static String resultOfClass(int first) {
    return switch (first) {
      case 1, 2 -> "success";
      case 3 -> "redirect";
      case 4 -> "client_error";
      default -> "server_error";
    };
  }
}
