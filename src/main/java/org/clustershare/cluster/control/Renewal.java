package org.clustershare.cluster.control;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.entity.StoredRenewal;

/**
 * A cluster's client certificate and its next one, for people.
 *
 * @param user whose certificate is in use, and until when; empty when the credentials are none that
 *     can be renewed
 * @param request what was asked for; empty when nothing was
 */
public record Renewal(Optional<ClientCertificateUser> user, Optional<StoredRenewal> request) {

  /** When the next certificate is asked for; empty when it cannot be. */
  public Optional<Instant> due() {
    return user.map(ClientCertificateUser::renewalDue);
  }

  /** The command with which the cluster's administrator approves the request. */
  public static String command(StoredRenewal request) {
    return "kubectl certificate approve " + request.requestName();
  }

  /** A command that shows what the request is for: its subject, and the fingerprint of its key. */
  public static String showCommand(StoredRenewal request) {
    return """
        kubectl get csr %s --output=jsonpath='{.spec.request}' | base64 --decode > request.csr
        openssl req -in request.csr -noout -subject
        openssl req -in request.csr -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256"""
        .formatted(request.requestName());
  }
}
