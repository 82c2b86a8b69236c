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
 * Straight to the issuer that the operator chose, wherever it is: trusts the configured CA, waits
 * at most ten seconds for a whole answer and reads at most 1 MiB of it.
 */
final class DirectTransport implements IssuerTransport {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int SIZE_LIMIT = 1024 * 1024;

  private final IssuerTrustStore trust;
  private @Nullable Connected connected;

  private record Connected(IssuerTrustStore.Trusted trusted, HttpClient client) {}

  DirectTransport(IssuerTrustStore trust) {
    this.trust = trust;
  }

  /** Made anew when the CA file changed: connections that the old one vouched for are not used. */
  private synchronized HttpClient client() {
    var trusted = trust.current();
    if (connected == null || !connected.trusted().equals(trusted)) {
      connected =
          new Connected(
              trusted,
              HttpClient.newBuilder()
                  // With HTTP/2 the client takes 16 MiB a call before anybody reads them.
                  .version(HttpClient.Version.HTTP_1_1)
                  .sslContext(trusted.tls())
                  .connectTimeout(CONNECT_LIMIT)
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .build());
    }
    return connected.client();
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
