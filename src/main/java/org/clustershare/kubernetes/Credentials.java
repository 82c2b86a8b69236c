package org.clustershare.kubernetes;

import org.clustershare.platform.crypto.Secret;

/** How we prove to an API server who we are; static, nothing that runs a program. */
public sealed interface Credentials {

  /** Sent as {@code Authorization: Bearer}. */
  record BearerToken(Secret token) implements Credentials {}

  /**
   * Shown in the TLS handshake.
   *
   * @param certificatePem the certificate and its intermediates
   * @param keyPem the unencrypted private key, PKCS #1, SEC 1 or PKCS #8
   */
  record ClientCertificate(String certificatePem, Secret keyPem) implements Credentials {}
}
