package org.clustershare.kubernetes.connection;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;

/** Connection to one API server: sends a request and reads its response, with retries if safe. */
public final class ApiConnection {
  private static final int MAX_ATTEMPTS = 3;
  private static final int MAX_CONCURRENT_CALLS = 16;
  private static final Duration MAX_QUEUE_WAIT = Duration.ofMillis(50);
  private static final Duration MAX_SHARED_WAIT = Duration.ofMillis(500);
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final Duration RETRY_AFTER_BREAK = Duration.ofMillis(100);

  private final OkHttpClient http;
  private final URI server;
  private final Optional<Secret> token;
  private final Limits limits;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT_CALLS);
  private final RequestCoalescer<ReservedRead<?>> reads =
      new RequestCoalescer<>(MAX_QUEUE_WAIT, MAX_SHARED_WAIT);

  /**
   * Limits of one call.
   *
   * @param call the time until the response has been read
   * @param answer the size of the response, in bytes
   */
  public record Limits(Duration call, int answer) {}

  public ApiConnection(OkHttpClient http, URI server, Optional<Secret> token, Limits limits) {
    this.http = http;
    this.server = server;
    this.token = token;
    this.limits = limits;
  }

  /** The reads of this API server that are in flight, each under a key. */
  public RequestCoalescer<ReservedRead<?>> reads() {
    return reads;
  }

  public HttpUrl.Builder url(String path) {
    // Rows of earlier versions can hold addresses that are no longer accepted.
    return Optional.ofNullable(HttpUrl.parse(server + path))
        .orElseThrow(() -> new ClusterUnreachableException(Message.of("cluster.server-unusable")))
        .newBuilder();
  }

  /**
   * Sends a request. A read is retried if the connection broke or the API server is busy. A write
   * is retried only if the API server did not accept it (429 Too Many Requests).
   *
   * <p>The {@link CallListener} of the current work observes the waits.
   *
   * @param builder without the headers for JSON and authentication
   * @param reservation reserves the memory of the response
   */
  public RawResponse send(
      Request.Builder builder, Optional<Deadline> deadline, Reservation reservation) {
    var request = authenticated(builder.header("Accept", "application/json"));
    for (int attempt = 1; ; attempt++) {
      switch (attempt(request, deadline, reservation)) {
        case AttemptResult.Success(var response, _) -> {
          return response;
        }
        case AttemptResult.Failure(var exception, var retryAfter) -> {
          if (attempt == MAX_ATTEMPTS || retryAfter.isEmpty()) {
            throw exception;
          }
          pause(retryAfter.get(), deadline, exception);
        }
      }
    }
  }

  /** Sends a request without retries, for a response that is not a Kubernetes object. */
  public TextResponse sendOnce(
      Request.Builder builder, Optional<Deadline> deadline, Reservation reservation) {
    return switch (attempt(authenticated(builder), deadline, reservation)) {
      case AttemptResult.Failure(var exception, _) -> throw exception;
      case AttemptResult.Success(var response, var date) -> {
        // The text, and the bytes that it is made of.
        reservation.add(2L * response.length());
        yield new TextResponse(response.text(), date, reservation);
      }
    };
  }

  private Request authenticated(Request.Builder builder) {
    token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret.reveal()));
    return builder.build();
  }

  private sealed interface AttemptResult {
    /**
     * A response with a status of 2xx.
     *
     * @param date the API server's clock when it answered (RFC 9110, section 6.6.1)
     */
    record Success(RawResponse response, Optional<Instant> date) implements AttemptResult {}

    /**
     * No usable response.
     *
     * @param retryAfter empty if a retry is not safe
     */
    record Failure(ClusterException exception, Optional<Duration> retryAfter)
        implements AttemptResult {}
  }

  /**
   * A response that has been received.
   *
   * @param response its status and headers
   */
  private record Received(Response response, RawResponse body) {}

  private AttemptResult attempt(
      Request request, Optional<Deadline> deadline, Reservation reservation) {
    boolean reading = request.method().equals("GET");
    long before = reservation.bytes();
    var call = http.newCall(request);
    var timeout = timeout(deadline);
    call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    acquirePermit();
    try {
      var received = receive(call, reservation);
      var response = received.response();
      if (response.isSuccessful()) {
        return new AttemptResult.Success(
            received.body(), Optional.ofNullable(response.headers().getInstant("Date")));
      }
      var error = new ErrorResponse(response, received.body());
      var exception = error.exception(reservation);
      reservation.remove(reservation.bytes() - before);
      return new AttemptResult.Failure(exception, error.retryAfter(reading));
    } catch (IOException e) {
      reservation.remove(reservation.bytes() - before);
      boolean retryable = reading && ConnectionFailure.isTransient(e);
      return new AttemptResult.Failure(
          ConnectionFailure.exception(e, request.url().host(), request.url().port(), timeout),
          retryable ? Optional.of(RETRY_AFTER_BREAK) : Optional.empty());
    } finally {
      permits.release();
    }
  }

  /**
   * Receives a whole response within the wait that the listener observes: an API server that sends
   * slowly holds no permit to parse. The reservation bounds what is received.
   */
  private Received receive(Call call, Reservation reservation) throws IOException {
    try (var _ = CallListener.beginWait();
        var response = call.execute()) {
      return new Received(response, ResponseBody.read(response, limits.answer(), reservation));
    }
  }

  /** However slow an API server is, it occupies only a few threads. */
  private void acquirePermit() {
    if (permits.tryAcquire()) {
      return;
    }
    try (var _ = CallListener.beginWait()) {
      if (permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ClusterUnreachableException(Message.of("cluster.queue"));
  }

  /** Whether the deadline leaves time for the longest possible call. */
  public boolean hasTimeForACall(Optional<Deadline> deadline) {
    return timeout(deadline).compareTo(limits.call()) >= 0;
  }

  private Duration timeout(Optional<Deadline> deadline) {
    var left = deadline.map(Deadline::remaining).orElse(limits.call());
    if (left.toMillis() <= 0) {
      throw new ClusterUnreachableException(Message.of("cluster.time-up"));
    }
    return left.compareTo(limits.call()) < 0 ? left : limits.call();
  }

  private static void pause(Duration wait, Optional<Deadline> deadline, ClusterException failure) {
    if (wait.compareTo(MAX_WAIT) > 0
        || deadline.filter(until -> until.remaining().compareTo(wait) < 0).isPresent()) {
      throw failure;
    }
    // Jitter, so that clients that were refused together do not retry together.
    long millis = wait.toMillis() + ThreadLocalRandom.current().nextLong(200);
    try (var _ = CallListener.beginWait()) {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
