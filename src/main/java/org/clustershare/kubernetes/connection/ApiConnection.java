package org.clustershare.kubernetes.connection;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.commons.lang3.StringUtils;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.text.PlainText;

/** Sends one request and reads one answer, again when that is safe. */
public final class ApiConnection {
  private static final int ATTEMPTS = 3;
  private static final int LONGEST_MESSAGE = 500;
  private static final int LONGEST_REASON = 100;
  private static final FieldMask STATUS = FieldMask.of("kind", "reason", "message");
  private static final int MOST_AT_ONCE = 16;
  private static final long SMALL = 128 << 10;
  private static final Duration LONGEST_GATHERING = Duration.ofMillis(50);
  private static final Duration LONGEST_SHARING = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final OkHttpClient http;
  private final URI server;
  private final Optional<Secret> token;
  private final Limits limits;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final RequestCoalescer<ReservedRead<?>> reads =
      new RequestCoalescer<>(LONGEST_GATHERING, LONGEST_SHARING);

  /**
   * How much patience one call has.
   *
   * @param call until the answer has been read
   * @param answer the longest answer, in bytes
   */
  public record Limits(Duration call, int answer) {}

  public ApiConnection(OkHttpClient http, URI server, Optional<Secret> token, Limits limits) {
    this.http = http;
    this.server = server;
    this.token = token;
    this.limits = limits;
  }

  /** What is read of this server now, objects and collections, by what tells them apart. */
  public RequestCoalescer<ReservedRead<?>> reads() {
    return reads;
  }

  public HttpUrl.Builder url(String path) {
    // Rows of earlier versions can hold addresses that are no longer taken.
    return Optional.ofNullable(HttpUrl.parse(server + path))
        .orElseThrow(() -> new ClusterUnreachableException(Message.of("cluster.server-unusable")))
        .newBuilder();
  }

  /**
   * The answer. Reading is tried again when the connection broke or the server is busy; anything
   * else only when the server said that it did not take it (429).
   *
   * @param reservation takes the answer's bytes
   */
  public RawResponse send(
      Request.Builder builder,
      Optional<Deadline> deadline,
      CallListener callListener,
      Reservation reservation) {
    // Not compressed: a few kilobytes could become more than our memory holds.
    builder
        .header("Accept", "application/json")
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "cluster-share");
    token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret.reveal()));
    var request = builder.build();
    for (int attempt = 1; ; attempt++) {
      var outcome = attempt(request, deadline, callListener, reservation);
      if (outcome instanceof Outcome.Answer answer) {
        return answer.received();
      }
      var failure = (Outcome.Failure) outcome;
      if (attempt == ATTEMPTS || failure.retryAfter().isEmpty()) {
        throw failure.exception();
      }
      pause(failure.retryAfter().get(), deadline, failure.exception());
    }
  }

  /** An answer as it came, for what is not an object of Kubernetes; asked for once. */
  public TextResponse plain(
      String path, String accept, Optional<Deadline> deadline, Reservation reservation) {
    var request =
        new Request.Builder().url(url(path).build()).header("User-Agent", "cluster-share");
    request.header("Accept", accept).header("Accept-Encoding", "identity");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    var built = request.build();
    var call = http.newCall(built);
    var timeout = timeout(deadline);
    call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    enter();
    try (var response = call.execute()) {
      var rawResponse = ResponseBody.read(response, limits.answer(), reservation);
      if (!response.isSuccessful()) {
        throw refusal(response, rawResponse, reservation);
      }
      // The text, and the bytes that it is made of.
      reservation.add(2L * rawResponse.length());
      return new TextResponse(
          rawResponse.text(),
          Optional.ofNullable(response.headers().getInstant("Date")),
          reservation);
    } catch (IOException e) {
      throw ConnectionFailure.exception(e, built.url().host(), built.url().port(), timeout);
    } finally {
      places.release();
    }
  }

  private sealed interface Outcome {
    record Answer(RawResponse received) implements Outcome {}

    record Failure(ClusterException exception, Optional<Duration> retryAfter) implements Outcome {}
  }

  private Outcome attempt(
      Request request,
      Optional<Deadline> deadline,
      CallListener callListener,
      Reservation reservation) {
    boolean reading = request.method().equals("GET");
    long before = reservation.bytes();
    var call = http.newCall(request);
    var timeout = timeout(deadline);
    call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    enter();
    try (var response = head(call, callListener)) {
      var rawResponse = ResponseBody.read(response, limits.answer(), reservation);
      if (response.isSuccessful()) {
        return new Outcome.Answer(rawResponse);
      }
      var refusal = refusal(response, rawResponse, reservation);
      reservation.remove(reservation.bytes() - before);
      boolean again = response.code() == 429 || (reading && response.code() >= 502);
      return new Outcome.Failure(
          refusal, again ? Optional.of(retryAfter(response)) : Optional.empty());
    } catch (IOException e) {
      reservation.remove(reservation.bytes() - before);
      boolean again = reading && ConnectionFailure.passing(e);
      return new Outcome.Failure(
          ConnectionFailure.exception(e, request.url().host(), request.url().port(), timeout),
          again ? Optional.of(Duration.ofMillis(100)) : Optional.empty());
    } finally {
      places.release();
    }
  }

  private static Response head(Call call, CallListener callListener) throws IOException {
    var wait = callListener.begin();
    try {
      var response = call.execute();
      try {
        // The server's time goes on while we wait for something else: what is small, as nearly
        // every answer is, comes before that.
        response.body().source().request(SMALL);
        return response;
      } catch (IOException | RuntimeException e) {
        response.close();
        throw e;
      }
    } finally {
      wait.end();
    }
  }

  /** However slow a cluster is, it holds no more than a few of our threads. */
  private void enter() {
    try {
      if (places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ClusterUnreachableException(Message.of("cluster.queue"));
  }

  /** Whether a call can take as long as any call may. */
  public boolean hasTimeForACall(Optional<Deadline> deadline) {
    return timeout(deadline).compareTo(limits.call()) >= 0;
  }

  private Duration timeout(Optional<Deadline> deadline) {
    var left = deadline.map(Deadline::left).orElse(limits.call());
    if (left.toMillis() <= 0) {
      throw new ClusterUnreachableException(Message.of("cluster.time-up"));
    }
    return left.compareTo(limits.call()) < 0 ? left : limits.call();
  }

  private static ClusterException refusal(
      Response response, RawResponse body, Reservation reservation) {
    if (response.isRedirect()) {
      return new ClusterUnreachableException(Message.of("cluster.redirect"));
    }
    return body.find(STATUS, reservation)
        .filter(status -> "Status".equals(status.getString("kind", "")))
        .<ClusterException>map(
            status ->
                new ClusterRefusedException(
                    response.code(),
                    StringUtils.left(status.getString("reason", ""), LONGEST_REASON),
                    sentence(response.code(), shortened(status.getString("message", "")))))
        .orElseGet(
            () ->
                new ClusterUnreachableException(Message.of("cluster.no-status", response.code())));
  }

  private static Message sentence(int status, String message) {
    return status == 401 ? Message.of("cluster.credentials", message) : Message.verbatim(message);
  }

  /** Shown to people and logged: one line, and not as long as somebody likes. */
  private static String shortened(String message) {
    var line = StringUtils.left(message, 2 * LONGEST_MESSAGE).replaceAll("\\p{Cntrl}+", " ");
    return PlainText.visible(
        line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…");
  }

  private static Duration retryAfter(Response response) {
    var header = Optional.ofNullable(response.header("Retry-After")).orElse("");
    return header.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Integer.parseInt(header))
        : Duration.ofMillis(200);
  }

  private static void pause(Duration wait, Optional<Deadline> deadline, ClusterException failure) {
    if (wait.compareTo(LONGEST_WAIT) > 0
        || deadline.filter(until -> until.left().compareTo(wait) < 0).isPresent()) {
      throw failure;
    }
    // Jitter, so that many who were refused together do not come back together.
    long millis = wait.toMillis() + ThreadLocalRandom.current().nextLong(200);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
