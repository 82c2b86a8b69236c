package org.clustershare.oidc.http;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;
import org.clustershare.platform.json.JsonLimits;

/**
 * HTTP client for an issuer behind the Nimbus SDK's interfaces. Discovery documents and keys have
 * at most 2^20 characters from the installation's own issuer, and 2^17 from another one. They and
 * all JSON answers have at most 2,000 values, within {@link JsonLimits}.
 */
public final class IssuerHttp implements ResourceRetriever, HTTPRequestSender {
  // In characters. Discovery documents and keys stay in memory while the issuer is in use.
  private static final int MAX_OWN_LENGTH = 1 << 20;
  private static final int MAX_OTHER_LENGTH = 128 << 10;

  /** A value can take two bytes on the wire; in memory it takes far more. */
  private static final int MAX_VALUES = 2_000;

  private final IssuerTransport transport;
  private final int maxLength;

  /** Client for the installation's own issuer. */
  public IssuerHttp(IssuerTrustStore trust) {
    this(new DirectTransport(trust), MAX_OWN_LENGTH);
  }

  /** Client for one of many issuers. */
  public IssuerHttp(IssuerTransport transport) {
    this(transport, MAX_OTHER_LENGTH);
  }

  private IssuerHttp(IssuerTransport transport, int maxLength) {
    this.transport = transport;
    this.maxLength = maxLength;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      var accept = Map.of("Accept", List.of("application/json"));
      var answer = transport.send(new Call("GET", url.toURI(), accept, Optional.empty()));
      if (answer.status() != 200) {
        throw new IOException("%s answers %d".formatted(url, answer.status()));
      }
      requireMaxLength(url, answer.body());
      return new Resource(answer.body(), type(answer));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private void requireMaxLength(URL url, String body) throws IOException {
    if (body.length() > maxLength) {
      throw new IOException("%s answers with more than %d KiB".formatted(url, maxLength >> 10));
    }
    requireLimits(url.toString(), body);
  }

  /**
   * Limits the cost of parsing. The SDK's reader accepts a number of any length, in quadratic time,
   * and a value is far larger in memory than on the wire.
   */
  private static void requireLimits(String address, String body) throws IOException {
    if (!JsonLimits.allow(body)) {
      throw new IOException(
          "%s answers JSON that is nested too deeply or has too long a number".formatted(address));
    }
    long values =
        body.chars()
            .filter(character -> character == ',' || character == '[' || character == '{')
            .count();
    if (values > MAX_VALUES) {
      throw new IOException("%s answers with more than %d values".formatted(address, MAX_VALUES));
    }
  }

  private static String type(Answer answer) {
    return answer.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .orElse("application/json");
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var answer =
        transport.send(
            new Call(
                request.getMethod().name(),
                URI.create(request.getURI().toString()),
                request.getHeaderMap(),
                Optional.ofNullable(request.getBody())));
    if (type(answer).toLowerCase(Locale.ROOT).contains("json")) {
      requireLimits(request.getURI().toString(), answer.body());
    }
    var response = new HTTPResponse(answer.status());
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":")) {
                response.setHeader(name, values.toArray(String[]::new));
              }
            });
    response.setBody(answer.body());
    return response;
  }
}
