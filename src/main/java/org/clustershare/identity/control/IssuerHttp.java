package org.clustershare.identity.control;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the issuer: trusts the configured CA, follows no redirect, waits at most ten seconds
 * for a whole answer and reads at most 1 MiB of it.
 */
final class IssuerHttp implements ResourceRetriever, HTTPRequestSender {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int SIZE_LIMIT = 1024 * 1024;

  private final IssuerTrust trust;
  private @Nullable Connected connected;

  private record Connected(IssuerTrust.Trusted trusted, HttpClient client) {}

  IssuerHttp(IssuerTrust trust) {
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
                  .sslContext(trusted.tls())
                  .connectTimeout(CONNECT_LIMIT)
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .build());
    }
    return connected.client();
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      var response = send(HttpRequest.newBuilder(url.toURI()).header("Accept", "application/json"));
      if (response.statusCode() != 200) {
        throw new IOException("%s answers %d".formatted(url, response.statusCode()));
      }
      return new Resource(
          text(response), response.headers().firstValue("Content-Type").orElse("application/json"));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var outgoing =
        HttpRequest.newBuilder(URI.create(request.getURI().toString()))
            .method(
                request.getMethod().name(),
                Optional.ofNullable(request.getBody())
                    .map(BodyPublishers::ofString)
                    .orElseGet(BodyPublishers::noBody));
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
    var response = send(outgoing);
    var answer = new HTTPResponse(response.statusCode());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":")) {
                answer.setHeader(name, values.toArray(String[]::new));
              }
            });
    answer.setBody(text(response));
    return answer;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    var answer =
        client()
            .sendAsync(request.timeout(ANSWER_LIMIT).build(), info -> new LimitedBody(SIZE_LIMIT));
    try {
      return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
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

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
