package org.clustershare.oidc.http;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;

/**
 * Transport of requests to addresses that people typed. The policy for clusters' addresses decides
 * at the connection which addresses are allowed.
 */
public interface GuardedTransports {
  /**
   * Sends one request and returns its answer.
   *
   * @param namedByOperator whether the operator named the issuer. If not, no request goes to a
   *     private network, because the discovery document chooses the addresses and what is sent
   *     there
   * @throws IOException if no usable answer arrives, or the address is not allowed; the message is
   *     then a sentence
   */
  Answer send(Call call, boolean namedByOperator, SSLContext tls, X509TrustManager trusted)
      throws IOException;
}
