package org.clustershare.oidc.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transport of requests to an issuer. An implementation follows no redirect and refuses an answer
 * that is too long or too slow.
 */
public interface IssuerTransport {
  /**
   * Sends one request and returns its answer.
   *
   * @throws IOException if no usable answer arrives
   */
  Answer send(Call call) throws IOException;

  /**
   * A request.
   *
   * @param method such as GET
   * @param body empty for none
   */
  record Call(
      String method, URI address, Map<String, List<String>> headers, Optional<String> body) {
    @Override
    public String toString() {
      return method + " " + address;
    }
  }

  /** A response; its body as text. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }
}
