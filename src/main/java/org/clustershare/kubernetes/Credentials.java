package org.clustershare.kubernetes;

import org.clustershare.platform.crypto.Secret;

/** Credentials for an API server; static, so no program has to run for them. */
public sealed interface Credentials {

  /** Sent as {@code Authorization: Bearer}. */
  record BearerToken(Secret token) implements Credentials {}

  /**
   * Presented in the TLS handshake.
   *
   * @param certificatePem the certificate and its intermediates
   * @param keyPem the unencrypted private key, PKCS #1, SEC 1 or PKCS #8
   */
  record ClientCertificate(String certificatePem, Secret keyPem) implements Credentials {}
}
