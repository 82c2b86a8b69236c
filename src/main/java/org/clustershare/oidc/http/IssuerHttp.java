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
 * Speaks to an issuer in the words of the Nimbus SDK. Discovery documents and keys have at most
 * 2^20 characters from the installation's own issuer, and 2^17 from another one. They and all JSON
 * answers have at most 2,000 values, within {@link JsonLimits}.
 */
public final class IssuerHttp implements ResourceRetriever, HTTPRequestSender {
  // Discovery documents and keys are kept while the issuer is in use, in characters.
  private static final int LONGEST_OWN = 1 << 20;
  private static final int LONGEST_OF_MANY = 128 << 10;

  /** In memory a value is far larger than the two bytes that it can be on the wire. */
  private static final int MOST_VALUES = 2_000;

  private final IssuerTransport wire;
  private final int longest;

  /** To the installation's own issuer. */
  public IssuerHttp(IssuerTrustStore trust) {
    this(new DirectTransport(trust), LONGEST_OWN);
  }

  /** To an issuer that is one of many. */
  public IssuerHttp(IssuerTransport wire) {
    this(wire, LONGEST_OF_MANY);
  }

  private IssuerHttp(IssuerTransport wire, int longest) {
    this.wire = wire;
    this.longest = longest;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      var accept = Map.of("Accept", List.of("application/json"));
      var answer = wire.send(new Call("GET", url.toURI(), accept, Optional.empty()));
      if (answer.status() != 200) {
        throw new IOException("%s answers %d".formatted(url, answer.status()));
      }
      requireModest(url, answer.body());
      return new Resource(answer.body(), type(answer));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private void requireModest(URL url, String body) throws IOException {
    if (body.length() > longest) {
      throw new IOException("%s answers with more than %d KiB".formatted(url, longest >> 10));
    }
    requireLimits(url.toString(), body);
  }

  /**
   * Bounds what parsing costs: the SDK's own reader makes a number of any length, in quadratic
   * time, and a value is far larger in memory than on the wire.
   */
  private static void requireLimits(String address, String body) throws IOException {
    if (!JsonLimits.allow(body)) {
      throw new IOException(
          "%s answers JSON that is nested too deeply or has too long a number".formatted(address));
    }
    long values =
        body.chars().filter(letter -> letter == ',' || letter == '[' || letter == '{').count();
    if (values > MOST_VALUES) {
      throw new IOException("%s answers with more than %d values".formatted(address, MOST_VALUES));
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
        wire.send(
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
