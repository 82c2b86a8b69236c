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

/** Java's own check of certificates, which names the certificate that is missing when it fails. */
final class DiagnosingTrustManager extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager java;
  private final String where;

  /**
   * @param java does the checking
   * @param where the certificate would have to be, for the sentence
   */
  DiagnosingTrustManager(X509ExtendedTrustManager java, String where) {
    this.java = java;
    this.where = where;
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private void named(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw new UntrustedIssuerException(sentence(chain, e), e);
    }
  }

  private static boolean isExpiry(Throwable cause) {
    return cause instanceof CertPathValidatorException invalid
        && invalid.getReason() == BasicReason.EXPIRED;
  }

  private Message sentence(X509Certificate[] chain, CertificateException e) {
    if (ExceptionUtils.stream(e).anyMatch(DiagnosingTrustManager::isExpiry)) {
      return Message.of("provider.expired");
    }
    if (String.valueOf(e.getMessage()).contains("No subject alternative")
        || String.valueOf(e.getMessage()).contains("No name matching")) {
      return Message.of("provider.other-name");
    }
    if (chain.length == 0) {
      return Message.of("provider.no-certificate");
    }
    var last = chain[chain.length - 1];
    return last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
        ? Message.of("provider.lacks-own", Message.recognize(where), CaBundle.subject(last))
        : Message.of(
            "provider.lacks-signer",
            Message.recognize(where),
            last.getIssuerX500Principal().getName(),
            CaBundle.subject(last));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    named(chain, () -> java.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    named(chain, () -> java.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    named(chain, () -> java.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    java.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    java.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    java.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
