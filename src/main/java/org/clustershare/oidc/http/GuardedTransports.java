package org.clustershare.oidc.http;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;

/**
 * Carries requests to addresses that people typed: where they may lead is decided by the policy for
 * clusters' addresses, at the connection itself.
 */
public interface GuardedTransports {
  /**
   * The answer to one request.
   *
   * @param vouchedFor whether the operator named the issuer; if not, nothing in private networks is
   *     asked for it: its discovery document chooses addresses, and what is sent there
   * @throws IOException when there is none that can be used, or the address is not allowed; then
   *     the message is a sentence
   */
  Answer send(Call call, boolean vouchedFor, SSLContext tls, X509TrustManager trusted)
      throws IOException;
}
