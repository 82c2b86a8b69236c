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

/** The certificates that a server shows, trusted or not; nothing else is asked of it. */
final class PresentedCertificateChain {
  private static final int MILLIS = 5_000;

  private final URI server;

  PresentedCertificateChain(URI server) {
    this.server = server;
  }

  /** One line a certificate, the server's own first. */
  List<String> lines() {
    if (!"https".equals(server.getScheme())) {
      return List.of("none, plain http");
    }
    var shown = new Shown();
    int port = server.getPort() < 0 ? 443 : server.getPort();
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.getHost(), port), MILLIS);
      plain.setSoTimeout(MILLIS);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {shown}, null);
      try (var socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, server.getHost(), port, true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      if (shown.chain.isEmpty()) {
        return List.of("not shown: " + e.getMessage());
      }
    }
    return shown.chain.stream()
        .map(
            certificate ->
                "subject=\"%s\" issuer=\"%s\" until=%s"
                    .formatted(
                        CaBundle.subject(certificate),
                        certificate.getIssuerX500Principal().getName(),
                        CaBundle.expiry(certificate)))
        .toList();
  }

  /** Only looks: no request is ever sent over a connection that it let through. */
  private static final class Shown extends X509ExtendedTrustManager {
    private final List<X509Certificate> chain = new ArrayList<>();

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) {
      chain.addAll(Arrays.asList(shown));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
      checkServerTrusted(shown, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
      checkServerTrusted(shown, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
