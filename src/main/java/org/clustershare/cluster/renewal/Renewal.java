package org.clustershare.cluster.renewal;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.model.StoredRenewal;

/**
 * A cluster's client certificate and the request for its next one, as people see them.
 *
 * @param user of the certificate in use; empty if the credentials cannot be renewed
 * @param request for the next certificate; empty if there is none
 * @param digest the {@link SigningRequests#digest} of a request that waits for approval; empty if
 *     there is none
 */
public record Renewal(
    Optional<ClientCertificateUser> user,
    Optional<StoredRenewal> request,
    Optional<String> digest) {

  /** When the next certificate is requested; empty if the credentials cannot be renewed. */
  public Optional<Instant> due() {
    return user.map(ClientCertificateUser::renewalDue);
  }

  /** Whether the request waits for approval. */
  public boolean approvable() {
    return request.isPresent() && digest.isPresent();
  }

  /**
   * The first part of the administrator's approval command, before {@link #approval}. The command
   * approves only the request that Cluster Share sent: it compares signer, usages and the bytes
   * that are signed. Name and digest need no quotes in a shell.
   */
  public String condition() {
    return request
        .flatMap(
            found ->
                digest.map(
                    expected ->
                        """
                        if test "$(kubectl get csr %s --output=jsonpath='%s' | openssl dgst -sha256 -r | cut -c 1-64)" = %s; then
                        """
                            .formatted(found.requestName(), SigningRequests.APPROVABLE, expected)))
        .orElse("");
  }

  /** The command that approves any request with this name, without a check. */
  public String approval() {
    return request
        .filter(found -> digest.isPresent())
        .map(found -> "kubectl certificate approve " + found.requestName())
        .orElse("");
  }

  /** The last part of the command, after {@link #approval}. */
  public String otherwise() {
    return request
        .filter(found -> digest.isPresent())
        .map(
            found ->
                """

                else
                  echo 'NOT APPROVED: %s is not the request of Cluster Share.'
                fi\
                """
                    .formatted(found.requestName()))
        .orElse("");
  }

  /** The whole command; empty if there is nothing to approve. */
  public String command() {
    return condition() + approval() + otherwise();
  }

  /** A command that shows the subject of the request and the fingerprint of its key. */
  public static String showCommand(StoredRenewal request) {
    return """
    kubectl get csr %s --output=jsonpath='{.spec.request}' | base64 --decode > request.csr
    openssl req -in request.csr -noout -subject
    openssl req -in request.csr -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256\
    """
        .formatted(request.requestName());
  }
}
