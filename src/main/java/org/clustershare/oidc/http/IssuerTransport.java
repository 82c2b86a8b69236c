package org.clustershare.oidc.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How requests reach an issuer. Whatever carries them follows no redirect and takes no answer that
 * is too long or too slow.
 */
public interface IssuerTransport {
  /**
   * The answer to one request.
   *
   * @throws IOException when there is none that can be used
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

  /** What came back. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }
}
