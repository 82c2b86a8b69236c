package org.clustershare.oidc.http;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import org.clustershare.platform.json.JsonLimits;
import org.clustershare.platform.problem.Message;

/**
 * HTTP client for an issuer behind the Nimbus SDK's interfaces. Discovery documents and keys have
 * at most 2^20 characters from the installation's own issuer, and 2^17 from another one. They and
 * all JSON answers have at most 2,000 values, within {@link JsonLimits}.
 */
public final class NimbusHttpAdapter implements ResourceRetriever, HTTPRequestSender {
  // In characters. Discovery documents and keys stay in memory while the issuer is in use.
  private static final int MAX_OWN_LENGTH = 1 << 20;
  private static final int MAX_OTHER_LENGTH = 128 << 10;

  /** A value can take two bytes on the wire; in memory it takes far more. */
  private static final int MAX_VALUES = 2_000;

  private final HTTPRequestSender client;
  private final int maxLength;

  private NimbusHttpAdapter(HTTPRequestSender client, int maxLength) {
    this.client = client;
    this.maxLength = maxLength;
  }

  /** HTTP client for the installation's own issuer. */
  public static NimbusHttpAdapter installation(HTTPRequestSender client) {
    return new NimbusHttpAdapter(client, MAX_OWN_LENGTH);
  }

  /** HTTP client for one of many issuers. */
  public static NimbusHttpAdapter other(HTTPRequestSender client) {
    return new NimbusHttpAdapter(client, MAX_OTHER_LENGTH);
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    var answer = client.send(get(url));
    if (answer.getStatusCode() != 200) {
      throw new IOException(Message.of("provider.status", url, answer.getStatusCode()).toString());
    }
    var body = Objects.requireNonNullElse(answer.getBody(), "");
    requireMaxLength(url, body);
    return new Resource(body, type(answer));
  }

  private static HTTPRequest get(URL url) throws IOException {
    try {
      var request = new HTTPRequest(HTTPRequest.Method.GET, url.toURI());
      request.setAccept("application/json");
      return request;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private void requireMaxLength(URL url, String body) throws IOException {
    if (body.length() > maxLength) {
      throw new IOException(Message.of("provider.too-long", url, maxLength >> 10).toString());
    }
    requireLimits(url.toString(), body);
  }

  /**
   * Limits the cost of parsing. The SDK's reader accepts a number of any length, in quadratic time,
   * and a value is far larger in memory than on the wire.
   */
  private static void requireLimits(String address, String body) throws IOException {
    if (!JsonLimits.allows(body)) {
      throw new IOException(Message.of("provider.too-deep", address).toString());
    }
    long values =
        body.chars()
            .filter(character -> character == ',' || character == '[' || character == '{')
            .count();
    if (values > MAX_VALUES) {
      throw new IOException(Message.of("provider.too-many-values", address, MAX_VALUES).toString());
    }
  }

  private static String type(ReadOnlyHTTPResponse answer) {
    return answer.getHeaderMap().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .orElse("application/json");
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var answer = client.send(request);
    if (type(answer).toLowerCase(Locale.ROOT).contains("json")) {
      requireLimits(request.getURI().toString(), Objects.requireNonNullElse(answer.getBody(), ""));
    }
    return answer;
  }
}
