package org.clustershare.cluster.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.clustershare.platform.http.ExpectedVersion;

/**
 * Changes to a cluster's certificate request. Each applies only while the row has the request that
 * the caller saw: another instance, or another person, may have started a new one since.
 */
@ApplicationScoped
class RenewalChanges {
  private final ClusterRows rows;

  @Inject
  RenewalChanges(ClusterRows rows) {
    this.rows = rows;
  }

  /** Stores a new request, unless the credentials were replaced since. */
  Cluster start(Cluster seen, StoredRenewal request) {
    return change(
        seen,
        found ->
            haveSameCredentials(found, seen) ? found.withRenewal(Optional.of(request)) : found);
  }

  /** Stores the state of the request. */
  Cluster setState(Cluster seen, State state, String detail) {
    return change(
        seen,
        found -> found.withRenewal(found.renewal().map(request -> request.in(state, detail))));
  }

  Cluster removeRequest(Cluster seen) {
    return change(seen, found -> found.withRenewal(Optional.empty()));
  }

  /** Replaces the credentials, unless they were replaced since. */
  Cluster install(Cluster seen, StoredAccess access) {
    return change(
        seen, found -> haveSameCredentials(found, seen) ? found.withAccess(access) : found);
  }

  private Cluster change(Cluster seen, UnaryOperator<Cluster> change) {
    return rows.change(
        seen.id(),
        ExpectedVersion.any(),
        found -> name(found).equals(name(seen)) ? change.apply(found) : found);
  }

  private static Optional<String> name(Cluster cluster) {
    return cluster.renewal().map(StoredRenewal::requestName);
  }

  private static boolean haveSameCredentials(Cluster one, Cluster other) {
    return one.sealedCredentials().equals(other.sealedCredentials());
  }
}
