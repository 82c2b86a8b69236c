package org.clustershare.cluster.kubeconfig;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import org.clustershare.cluster.kubernetes.PrivateKeyPem;

/** Whether a client certificate and a private key belong together and can be used. */
final class ClientCertificates {
  // A key of a million bits is quickly uploaded, and signing with it takes for ever.
  private static final int LONGEST_RSA_BITS = 8192;
  private static final byte[] PROBE = {1, 2, 3, 4};

  private ClientCertificates() {}

  static void requirePair(X509Certificate certificate, String keyPem)
      throws InvalidKubeconfigException {
    var key = privateKey(keyPem);
    var publicKey = certificate.getPublicKey();
    requireReasonable(key, "client-key-data");
    requireReasonable(publicKey, "client-certificate-data");
    if (!key.getAlgorithm().equals(publicKey.getAlgorithm()) || !signs(key, publicKey)) {
      throw new InvalidKubeconfigException(
          "client-key-data is not the key of the certificate in client-certificate-data.");
    }
  }

  private static PrivateKey privateKey(String pem) throws InvalidKubeconfigException {
    try {
      return PrivateKeyPem.read(pem);
    } catch (IOException | RuntimeException e) {
      // The parser's message can quote the key.
      throw unreadable();
    }
  }

  private static InvalidKubeconfigException unreadable() {
    return new InvalidKubeconfigException(
        "client-key-data is not an unencrypted RSA, EC or Ed25519 key as PEM.");
  }

  private static void requireReasonable(Key key, String field) throws InvalidKubeconfigException {
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() > LONGEST_RSA_BITS) {
      throw new InvalidKubeconfigException(
          "The RSA key in %s is longer than %d bits.".formatted(field, LONGEST_RSA_BITS));
    }
  }

  private static boolean signs(PrivateKey key, PublicKey publicKey)
      throws InvalidKubeconfigException {
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

  private static String algorithm(PrivateKey key) throws InvalidKubeconfigException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      default -> throw unreadable();
    };
  }
}
