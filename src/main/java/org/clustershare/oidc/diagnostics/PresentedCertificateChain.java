package org.clustershare.oidc.diagnostics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.clustershare.platform.pem.CaBundle;

/** The certificate chain that a server presents, trusted or not; the server gets no request. */
final class PresentedCertificateChain {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final URI server;

  PresentedCertificateChain(URI server) {
    this.server = server;
  }

  /** Returns one line per certificate, the server's first. */
  List<String> lines() {
    if (!"https".equals(server.getScheme())) {
      return List.of("none, plain http");
    }
    var recorder = new ChainRecorder();
    int port = server.getPort() < 0 ? 443 : server.getPort();
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.getHost(), port), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {recorder}, null);
      try (var socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, server.getHost(), port, true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      if (recorder.chain.isEmpty()) {
        return List.of("not shown: " + e.getMessage());
      }
    }
    return recorder.chain.stream()
        .map(
            certificate ->
                "subject=\"%s\" issuer=\"%s\" until=%s"
                    .formatted(
                        CaBundle.subject(certificate),
                        certificate.getIssuerX500Principal().getName(),
                        CaBundle.expiry(certificate)))
        .toList();
  }

  /**
   * Trust manager that records the chain and accepts it; no request is ever sent over such a
   * connection.
   */
  private static final class ChainRecorder extends X509ExtendedTrustManager {
    private final List<X509Certificate> chain = new ArrayList<>();

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type) {
      chain.addAll(Arrays.asList(certificates));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket) {
      checkServerTrusted(certificates, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine) {
      checkServerTrusted(certificates, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
