package org.clustershare.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.clustershare.platform.metrics.MetricFamily;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The label of each status that an API server can answer. */
class MeasuredCallsTest {
  @ParameterizedTest
  @CsvSource({
    "200, success",
    "201, success",
    "302, redirect",
    "400, client_error",
    "401, unauthorized",
    "403, forbidden",
    "404, not_found",
    "409, conflict",
    "422, client_error",
    "429, throttled",
    "500, server_error",
    "503, server_error",
    "999, server_error"
  })
  void aStatusHasOneOfTheLabels(int status, String label) {
    assertThat(MeasuredCalls.result(status)).isEqualTo(label);
    assertThat(MetricFamily.CLUSTER_CALLS.labels().get("result")).contains(label);
  }
}
