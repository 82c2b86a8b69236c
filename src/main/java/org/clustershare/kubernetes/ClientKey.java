package org.clustershare.kubernetes;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.pem.CertificatePem;
import org.clustershare.platform.pem.InvalidCertificateException;
import org.clustershare.platform.pem.InvalidPrivateKeyException;
import org.clustershare.platform.pem.PrivateKeyPem;
import org.clustershare.platform.problem.Message;

/**
 * Key managers for a client certificate and its key, read within the limits of an upload.
 * client-java's reader drops intermediate certificates and opens the user's default key store.
 */
final class ClientKey {
  private ClientKey() {}

  static KeyManager[] keyManagers(ClientCertificate credentials) {
    try {
      var chain = CertificatePem.read(credentials.certificatePem()).toArray(Certificate[]::new);
      var noPassword = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "client", PrivateKeyPem.read(credentials.keyPem().reveal()), noPassword, chain);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, noPassword);
      return factory.getKeyManagers();
    } catch (InvalidCertificateException e) {
      throw new ClusterUnreachableException(Message.of("client.certificate", e.phrase()));
    } catch (InvalidPrivateKeyException e) {
      throw new ClusterUnreachableException(Message.of("client.key", e.message()));
    } catch (GeneralSecurityException | IOException unusable) {
      throw new ClusterUnreachableException(Message.of("client.pair"));
    }
  }
}
