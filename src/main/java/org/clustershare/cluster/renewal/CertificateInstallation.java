package org.clustershare.cluster.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.cluster.account.RequiredAccess;
import org.clustershare.cluster.certificate.IssuedCertificate;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.certificate.UnfitCertificateException;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.credentials.SealedRenewal.OpenedRequest;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.clustershare.cluster.registration.ClusterCheck;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.problem.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests a certificate that a cluster signed, and replaces the one in use if it works. */
@ApplicationScoped
class CertificateInstallation {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateInstallation.class);

  /** For the calls that identify the user. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SealedCredentials sealed;
  private final ClusterApis apis;
  private final RenewalChanges changes;
  private final RequiredAccess requiredAccess;
  private final Clock clock;

  @Inject
  CertificateInstallation(
      SealedCredentials sealed,
      ClusterApis apis,
      RenewalChanges changes,
      RequiredAccess requiredAccess,
      Clock clock) {
    this.sealed = sealed;
    this.apis = apis;
    this.changes = changes;
    this.requiredAccess = requiredAccess;
    this.clock = clock;
  }

  /**
   * The cluster with the new certificate; or with {@link State#UNFIT} and the reason.
   *
   * @param opened the request that the certificate was signed for
   */
  Cluster install(Cluster cluster, OpenedRequest opened, String certificatePem) {
    var request = opened.request();
    try {
      var issued =
          IssuedCertificate.read(
              certificatePem, request.fingerprint(), opened.user(), clock.instant());
      var credentials = new ClientCertificate(issued.pem(), request.keyPem());
      var access = new ClusterAccess(cluster.server(), cluster.caPem(), credentials);
      var problem = problem(cluster, access, opened.user());
      return problem.isPresent()
          ? changes.setState(cluster, State.UNFIT, problem.get().toString())
          : replace(cluster, access, issued, opened.user());
    } catch (UnfitCertificateException e) {
      return changes.setState(cluster, State.UNFIT, e.sentence());
    }
  }

  /** Why the new certificate cannot replace the one in use; empty if it can. */
  private Optional<Message> problem(Cluster cluster, ClusterAccess access, String user) {
    var api = apis.of(access);
    try {
      if (!new SigningRequests(api.within(LIMIT)).isUser(user)) {
        return Optional.of(Message.of("renewal.unknown-user", user));
      }
    } catch (ClusterException e) {
      return Optional.of(e.message());
    }
    var rights = requiredAccess.forAccount(access.credentials()).rights();
    return ClusterCheck.of(api, rights, cluster.uid()).failures().stream().findFirst();
  }

  private Cluster replace(
      Cluster cluster, ClusterAccess access, IssuedCertificate issued, String user) {
    var stored =
        new StoredAccess(
            access.server(),
            access.caPem(),
            sealed.seal(cluster.id(), access),
            Optional.of(sealed.keyId()),
            Optional.of(issued.notAfter()));
    var changed = changes.install(cluster, stored);
    if (changed.sealedCredentials().equals(stored.sealedCredentials())) {
      LOG.info(
          "certificate renewed: cluster={} user={} until={}",
          cluster.id(),
          user,
          issued.notAfter());
    }
    return changed;
  }
}
