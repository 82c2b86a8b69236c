package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.client.ClientEnrollment;
import org.clustershare.cluster.client.ClientEnrollment.CheckedClient;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;

/** Check of a change to a registered cluster, over the network and outside of a transaction. */
@ApplicationScoped
class ClusterChangeCheck {
  private final Projects projects;
  private final ClientEnrollment clientEnrollment;
  private final KubeconfigCheck kubeconfigs;
  private final Clock clock;

  /**
   * A change that was checked against the cluster as it was before.
   *
   * @param application returns the changed cluster; runs in the transaction of its row
   * @param owner the new owner's email
   * @param client the new client
   * @param credentials whether the cluster gets new credentials
   */
  record CheckedChange(
      UnaryOperator<Cluster> application,
      Optional<String> owner,
      Optional<CheckedClient> client,
      boolean credentials) {}

  private record CheckedKubeconfig(UploadedKubeconfig file, ClusterReport report) {}

  @Inject
  ClusterChangeCheck(
      Projects projects,
      ClientEnrollment clientEnrollment,
      KubeconfigCheck kubeconfigs,
      Clock clock) {
    this.projects = projects;
    this.clientEnrollment = clientEnrollment;
    this.kubeconfigs = kubeconfigs;
    this.clock = clock;
  }

  CheckedChange check(Person person, Cluster cluster, ClusterChange change) {
    var name = change.name().map(ClusterFields::name);
    var owner = change.owner().map(email -> requireOwner(person, cluster.projectId(), email));
    change.externalServer().ifPresent(ClusterFields::externalServer);
    var kubeconfig =
        change
            .kubeconfig()
            .map(kubeconfigs::read)
            .map(file -> new CheckedKubeconfig(file, kubeconfigs.check(file)));
    var client = change.client().map(requested -> clientEnrollment.check(cluster, requested));
    kubeconfig.ifPresent(checked -> requireUsable(cluster, checked, change.acceptUnverified()));
    UnaryOperator<Cluster> application =
        found -> {
          requireSameClient(cluster, found, client);
          var named = name.map(found::withName).orElse(found);
          var owned = owner.map(named::withOwner).orElse(named);
          var addressed =
              change
                  .externalServer()
                  .map(text -> owned.withExternalServer(ClusterFields.externalServer(text)))
                  .orElse(owned);
          var enrolled =
              client.map(checked -> clientEnrollment.assign(checked, addressed)).orElse(addressed);
          return kubeconfig.map(checked -> withCredentials(enrolled, checked)).orElse(enrolled);
        };
    return new CheckedChange(application, owner, client, kubeconfig.isPresent());
  }

  /** A new client may keep the secret of the former one, so that must be the checked one. */
  private static void requireSameClient(
      Cluster before, Cluster found, Optional<CheckedClient> client) {
    if (client.isPresent() && !found.client().equals(before.client())) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
  }

  private Cluster withCredentials(Cluster cluster, CheckedKubeconfig checked) {
    SameCluster.require(cluster, checked.file(), checked.report());
    var access = kubeconfigs.seal(cluster.id(), checked.file());
    return checked.report().applyTo(cluster.withAccess(access), clock.instant());
  }

  private void requireUsable(Cluster cluster, CheckedKubeconfig checked, boolean acceptUnverified) {
    boolean acceptable =
        acceptUnverified
            && !SameCluster.hasOtherEndpoint(cluster, checked.file())
            && !kubeconfigs.isAddressRefused(checked.file());
    if (!checked.report().passed() && !acceptable) {
      throw new ClusterCheckFailedException(checked.report());
    }
  }

  String requireOwner(Person person, String projectId, String email) {
    projects.require(person, projectId, Action.CHANGE_CLUSTER_OWNER);
    var trimmed = email.strip();
    if (!EmailAddress.isValid(trimmed)
        || !projects.allowed(EmailAddress.key(trimmed), projectId, Action.SHARE_CLUSTER)) {
      throw new ProblemException(ClusterProblem.OWNER_INVALID);
    }
    return trimmed;
  }
}
