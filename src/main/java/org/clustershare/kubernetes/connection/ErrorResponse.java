package org.clustershare.kubernetes.connection;

import java.time.Duration;
import java.util.Optional;
import okhttp3.Response;
import org.apache.commons.lang3.StringUtils;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.text.PlainText;

/**
 * A response that reports an error, by a {@code Status} object if it comes from an API server.
 *
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/main/contributors/devel/sig-architecture/api-conventions.md#response-status-kind">Response
 *     Status Kind</a>
 */
record ErrorResponse(Response response, RawResponse body) {
  private static final int MAX_MESSAGE = 500;
  private static final int MAX_REASON = 100;
  private static final FieldMask STATUS = FieldMask.of("kind", "reason", "message");
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofMillis(200);

  ClusterException exception(Reservation reservation) {
    if (response.isRedirect()) {
      return new ClusterUnreachableException(Message.of("cluster.redirect"));
    }
    return body.find(STATUS, reservation)
        .filter(status -> "Status".equals(status.getString("kind", "")))
        .<ClusterException>map(
            status ->
                new ClusterRefusedException(
                    response.code(),
                    StringUtils.left(status.getString("reason", ""), MAX_REASON),
                    message(shortened(status.getString("message", "")))))
        .orElseGet(
            () ->
                new ClusterUnreachableException(Message.of("cluster.no-status", response.code())));
  }

  private Message message(String words) {
    return response.code() == 401
        ? Message.of("cluster.credentials", words)
        : Message.verbatim(words);
  }

  /** Pages and logs show it: one line of limited length. */
  private static String shortened(String message) {
    var line = StringUtils.left(message, 2 * MAX_MESSAGE).replaceAll("\\p{Cntrl}+", " ");
    return PlainText.visible(
        line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…");
  }

  /**
   * How long to wait before a retry; empty if a retry is not safe.
   *
   * @param reading whether the request reads, and so may be repeated after a failure
   */
  Optional<Duration> retryAfter(boolean reading) {
    boolean retryable = response.code() == 429 || (reading && response.code() >= 502);
    return retryable ? Optional.of(retryAfter()) : Optional.empty();
  }

  /** Seconds in {@code Retry-After} (RFC 9110, section 10.2.3). */
  private Duration retryAfter() {
    var header = Optional.ofNullable(response.header("Retry-After")).orElse("");
    return header.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Integer.parseInt(header))
        : DEFAULT_RETRY_AFTER;
  }
}
