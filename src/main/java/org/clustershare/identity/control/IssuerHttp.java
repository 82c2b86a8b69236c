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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.clustershare.identity.control.IssuerWire.Answer;
import org.clustershare.identity.control.IssuerWire.Call;
import org.clustershare.platform.input.JsonLimits;

/** Speaks to an issuer in the words of the Nimbus SDK. */
final class IssuerHttp implements ResourceRetriever, HTTPRequestSender {
  private final IssuerWire wire;

  IssuerHttp(IssuerTrust trust) {
    this(new DirectWire(trust));
  }

  IssuerHttp(IssuerWire wire) {
    this.wire = wire;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      var accept = Map.of("Accept", List.of("application/json"));
      var answer = wire.send(new Call("GET", url.toURI(), accept, Optional.empty()));
      if (answer.status() != 200) {
        throw new IOException("%s answers %d".formatted(url, answer.status()));
      }
      requireLimits(url.toString(), answer);
      return new Resource(answer.body(), type(answer));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The SDK's own reader makes a number of any length, in quadratic time. */
  private static void requireLimits(String address, Answer answer) throws IOException {
    if (!JsonLimits.allow(answer.body())) {
      throw new IOException(
          "%s answers JSON that is nested too deeply or has too long a number".formatted(address));
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
      requireLimits(request.getURI().toString(), answer);
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
