package org.clustershare.oidc.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Transport to the issuer that the operator chose, at any address. It uses the configured trust
 * store, waits at most ten seconds for a whole answer and reads at most 1 MiB of it.
 */
final class DirectTransport implements IssuerTransport {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int SIZE_LIMIT = 1024 * 1024;

  private final IssuerTrustStore trustStore;
  private @Nullable TlsClient tlsClient;

  private record TlsClient(IssuerTrustStore.Trusted trusted, HttpClient client) {}

  DirectTransport(IssuerTrustStore trustStore) {
    this.trustStore = trustStore;
  }

  /**
   * Creates a new client after a change of the CA file, so no connection that the old file verified
   * is used.
   */
  private synchronized HttpClient client() {
    var trusted = trustStore.current();
    if (tlsClient == null || !tlsClient.trusted().equals(trusted)) {
      tlsClient =
          new TlsClient(
              trusted,
              HttpClient.newBuilder()
                  // With HTTP/2 the client accepts 16 MiB per call before they are read.
                  .version(HttpClient.Version.HTTP_1_1)
                  .sslContext(trusted.tls())
                  .connectTimeout(CONNECT_LIMIT)
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .build());
    }
    return tlsClient.client();
  }

  private static HttpRequest request(Call call) throws IOException {
    try {
      var request =
          HttpRequest.newBuilder(call.address())
              .method(
                  call.method(),
                  call.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody))
              .timeout(ANSWER_LIMIT);
      call.headers()
          .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      return request.build();
    } catch (IllegalArgumentException notAnAddress) {
      throw new IOException("The issuer's address cannot be used.", notAnAddress);
    }
  }

  @Override
  public Answer send(Call call) throws IOException {
    var request = request(call);
    var answer = client().sendAsync(request, info -> new LimitedBody(SIZE_LIMIT));
    try {
      var response = answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.headers().map(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + ANSWER_LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
