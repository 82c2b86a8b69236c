package org.clustershare.cluster.renewal;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.model.StoredRenewal;

/**
 * A cluster's client certificate and its next one, for people.
 *
 * @param user whose certificate is in use, and until when; empty when the credentials are none that
 *     can be renewed
 * @param request what was asked for; empty when nothing was
 * @param digest the {@link SigningRequests#digest} of a request that waits for approval; empty when
 *     there is nothing to approve
 */
public record Renewal(
    Optional<ClientCertificateUser> user,
    Optional<StoredRenewal> request,
    Optional<String> digest) {

  /** When the next certificate is asked for; empty when it cannot be. */
  public Optional<Instant> due() {
    return user.map(ClientCertificateUser::renewalDue);
  }

  /** Whether the request waits for approval. */
  public boolean approvable() {
    return request.isPresent() && digest.isPresent();
  }

  /**
   * The beginning of the command with which the cluster's administrator approves the request, up to
   * {@link #approval}. The command approves only when the cluster has the very request that Cluster
   * Share sent: signer, usages, and the bytes that are signed. Name and digest consist of
   * characters that need no quotes in a shell.
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

  /** Approves what the cluster has under the request's name, whatever it is. */
  public String approval() {
    return request
        .filter(found -> digest.isPresent())
        .map(found -> "kubectl certificate approve " + found.requestName())
        .orElse("");
  }

  /** The end of the command, after {@link #approval}. */
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

  /** The whole command; empty when there is nothing to approve. */
  public String command() {
    return condition() + approval() + otherwise();
  }

  /** A command that shows what the request is for: its subject, and the fingerprint of its key. */
  public static String showCommand(StoredRenewal request) {
    return """
    kubectl get csr %s --output=jsonpath='{.spec.request}' | base64 --decode > request.csr
    openssl req -in request.csr -noout -subject
    openssl req -in request.csr -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256\
    """
        .formatted(request.requestName());
  }
}
