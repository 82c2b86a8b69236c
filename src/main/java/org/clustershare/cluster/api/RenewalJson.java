package org.clustershare.cluster.api;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.renewal.Renewal;

/**
 * A cluster's client certificate and the request for the next one.
 *
 * @param renewable whether the credentials are a certificate that can be renewed
 * @param user the certificate's user; it, {@code expiresAt} and {@code dueAt} are missing if not
 *     renewable
 * @param dueAt the time at which Cluster Share requests the next certificate
 */
public record RenewalJson(
    boolean renewable,
    Optional<String> user,
    Optional<Instant> expiresAt,
    Optional<Instant> dueAt,
    Optional<RequestJson> request) {

  /**
   * A CertificateSigningRequest of Kubernetes.
   *
   * @param fingerprint the SHA-256 of the public key
   * @param command approves the request; missing if it does not wait for approval
   * @param checkedCommand approves it only if the cluster has exactly this request
   */
  public record RequestJson(
      String name,
      String fingerprint,
      String state,
      String detail,
      Instant requestedAt,
      Optional<String> command,
      Optional<String> checkedCommand) {

    static RequestJson of(Renewal renewal, StoredRenewal request) {
      var waiting = Optional.of(renewal).filter(Renewal::approvable);
      return new RequestJson(
          request.requestName(),
          request.fingerprint(),
          ClusterJson.lowerCase(request.state()),
          request.detail(),
          request.requestedAt(),
          waiting.map(Renewal::approval),
          waiting.map(Renewal::command));
    }
  }

  static RenewalJson of(Renewal renewal) {
    return new RenewalJson(
        renewal.user().isPresent(),
        renewal.user().map(ClientCertificateUser::name),
        renewal.user().map(ClientCertificateUser::notAfter),
        renewal.due(),
        renewal.request().map(request -> RequestJson.of(renewal, request)));
  }
}
