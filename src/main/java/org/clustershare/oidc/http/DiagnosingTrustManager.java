package org.clustershare.oidc.http;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.pem.CaBundle;
import org.clustershare.platform.problem.Message;

/**
 * Trust manager that delegates to Java's check. If the check fails, the exception names the missing
 * certificate. {@link IssuerHttpClient} compares the host name.
 */
final class DiagnosingTrustManager extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager delegate;
  private final Message location;

  /**
   * @param delegate the trust manager that checks the certificates
   * @param location where the missing certificate belongs, for the message
   */
  DiagnosingTrustManager(X509ExtendedTrustManager delegate, Message location) {
    this.delegate = delegate;
    this.location = location;
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private void diagnose(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw new UntrustedIssuerException(message(chain, e), e);
    }
  }

  private static boolean isExpiry(Throwable cause) {
    return cause instanceof CertPathValidatorException invalid
        && invalid.getReason() == BasicReason.EXPIRED;
  }

  private Message message(X509Certificate[] chain, CertificateException e) {
    if (ExceptionUtils.stream(e).anyMatch(DiagnosingTrustManager::isExpiry)) {
      return Message.of("provider.expired");
    }
    if (chain.length == 0) {
      return Message.of("provider.no-certificate");
    }
    var last = chain[chain.length - 1];
    return last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
        ? Message.of("provider.lacks-own", location, CaBundle.subject(last))
        : Message.of(
            "provider.lacks-signer",
            location,
            last.getIssuerX500Principal().getName(),
            CaBundle.subject(last));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    diagnose(chain, () -> delegate.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    diagnose(chain, () -> delegate.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    diagnose(chain, () -> delegate.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    delegate.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    delegate.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    delegate.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return delegate.getAcceptedIssuers();
  }
}
