package org.clustershare.identity.control;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.clustershare.identity.control.IssuerWire.Answer;
import org.clustershare.identity.control.IssuerWire.Call;

/**
 * Carries requests to addresses that people typed: where they may lead is decided by the policy for
 * clusters' addresses, at the connection itself.
 */
public interface GuardedWire {
  /**
   * The answer to one request.
   *
   * @throws IOException when there is none that can be used, or the address is not allowed; then
   *     the message is a sentence
   */
  Answer send(Call call, SSLContext tls, X509TrustManager trusted) throws IOException;
}
