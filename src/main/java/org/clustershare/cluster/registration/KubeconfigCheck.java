package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.account.RequiredAccess;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.kubeconfig.InvalidKubeconfigException;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.problem.ProblemException;

/** Check of an uploaded kubeconfig and of the cluster that it leads to. */
@ApplicationScoped
class KubeconfigCheck {
  private final ClusterApis apis;
  private final SealedCredentials sealed;
  private final AddressPolicy addressPolicy;
  private final RequiredAccess requiredAccess;
  private final Clock clock;

  @Inject
  KubeconfigCheck(
      ClusterApis apis,
      SealedCredentials sealed,
      AddressPolicy addressPolicy,
      RequiredAccess requiredAccess,
      Clock clock) {
    this.apis = apis;
    this.sealed = sealed;
    this.addressPolicy = addressPolicy;
    this.requiredAccess = requiredAccess;
    this.clock = clock;
  }

  /**
   * Reads an uploaded file.
   *
   * @throws ProblemException {@link ClusterProblem#KUBECONFIG_INVALID}
   */
  UploadedKubeconfig read(byte[] kubeconfig) {
    try {
      return UploadedKubeconfig.read(kubeconfig, clock.instant());
    } catch (InvalidKubeconfigException e) {
      throw new ProblemException(ClusterProblem.KUBECONFIG_INVALID, e.message());
    }
  }

  /** Checks the cluster over the network. */
  ClusterReport check(UploadedKubeconfig uploaded) {
    var access = uploaded.access();
    try {
      return ClusterCheck.of(
          apis.of(access),
          requiredAccess.forAccount(access.credentials()).rights(),
          Optional.empty());
    } catch (ClusterException e) {
      throw new ProblemException(e, ClusterProblem.KUBECONFIG_INVALID, e.message());
    }
  }

  /** Whether the address policy refuses the server, so that no later check can pass either. */
  boolean isAddressRefused(UploadedKubeconfig uploaded) {
    return addressPolicy.refusalOfLiteral(uploaded.access().server().getHost()).isPresent();
  }

  StoredAccess seal(String clusterId, UploadedKubeconfig uploaded) {
    var access = uploaded.access();
    return new StoredAccess(
        access.server(),
        access.caPem(),
        sealed.seal(clusterId, access),
        Optional.of(sealed.keyId()),
        uploaded.expiresAt());
  }
}
