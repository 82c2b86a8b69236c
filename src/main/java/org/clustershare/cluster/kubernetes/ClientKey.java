package org.clustershare.cluster.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.clustershare.cluster.kubernetes.Credentials.ClientCertificate;

/**
 * Reads a client certificate and its key. client-java's own reader drops intermediate certificates
 * and opens the user's default key store.
 */
final class ClientKey {
  private ClientKey() {}

  static KeyManager[] keyManagers(ClientCertificate credentials) {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(
                      credentials.certificatePem().getBytes(StandardCharsets.US_ASCII)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new ClusterUnreachableException("The client certificate holds no certificate.");
      }
      var none = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", PrivateKeyPem.read(credentials.keyPem().reveal()), none, chain);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, none);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException unreadable) {
      // Without the cause: a parser's message can quote what it read.
      throw new ClusterUnreachableException(
          "The client certificate or its key cannot be read: certificates must be X.509, keys RSA, EC or Ed25519, both as PEM, the key without a password.");
    }
  }
}
