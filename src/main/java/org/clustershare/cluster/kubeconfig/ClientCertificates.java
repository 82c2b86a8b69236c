package org.clustershare.cluster.kubeconfig;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import org.clustershare.platform.pem.InvalidPrivateKeyException;
import org.clustershare.platform.pem.PrivateKeyPem;
import org.clustershare.platform.problem.Message;

/** Check that a client certificate and a private key belong together. */
final class ClientCertificates {
  private static final byte[] PROBE = {1, 2, 3, 4};

  private ClientCertificates() {}

  /**
   * Signs with the key and verifies with the certificate. Both are within limits: the longest RSA
   * key, of 8,192 bits, takes about 40 ms.
   */
  static void requirePair(X509Certificate certificate, String keyPem)
      throws InvalidKubeconfigException {
    var key = privateKey(keyPem);
    var publicKey = certificate.getPublicKey();
    if (!key.getAlgorithm().equals(publicKey.getAlgorithm())
        || !haveOneModulus(key, publicKey)
        || !signs(key, publicKey)) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.wrong-key"));
    }
  }

  private static PrivateKey privateKey(String pem) throws InvalidKubeconfigException {
    try {
      return PrivateKeyPem.read(pem);
    } catch (InvalidPrivateKeyException e) {
      throw new InvalidKubeconfigException(Message.of("pem.key-phrased", e.message()));
    }
  }

  /** Saves the signature if the keys differ for certain. */
  private static boolean haveOneModulus(PrivateKey key, PublicKey publicKey) {
    return !(key instanceof RSAKey rsa)
        || (publicKey instanceof RSAPublicKey other && rsa.getModulus().equals(other.getModulus()));
  }

  private static boolean signs(PrivateKey key, PublicKey publicKey) {
    try {
      var signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(PROBE);
      var signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }
}
