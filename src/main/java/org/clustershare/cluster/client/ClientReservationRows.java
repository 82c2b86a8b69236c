package org.clustershare.cluster.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.entity.ClientReservation;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.platform.database.Unaudited;
import org.clustershare.platform.problem.ProblemException;

/**
 * Reservations that keep a client to the clusters of one project, also if several projects name it
 * at the same time. Clusters of one project may share a client, so a unique constraint on the
 * clusters' rows cannot express this.
 */
@ApplicationScoped
class ClientReservationRows {
  /**
   * Limits the rows, which are never deleted, to 65,536. Clients that share a row only wait for
   * each other.
   */
  private static final int HASH_DIGITS = 4;

  private static final String REASON = "Locks only; the change of the cluster is recorded.";

  @PersistenceContext private EntityManager database;
  private final ClusterRows clusters;

  @Inject
  ClientReservationRows(ClusterRows clusters) {
    this.clusters = clusters;
  }

  /**
   * Creates the row that {@link #lock} locks, if it does not exist.
   *
   * @throws jakarta.persistence.PersistenceException if another transaction creates it at this
   *     moment
   */
  @Transactional
  @Unaudited(REASON)
  void prepare(String id) {
    if (database.find(ClientReservation.class, id) == null) {
      database.persist(new ClientReservation(id));
      database.flush();
    }
  }

  /**
   * Locks the rows of a client's audiences until the transaction ends that assigns the client to a
   * cluster. Later transactions see that cluster.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_OTHERS} if a cluster of another
   *     project has the client
   */
  @Transactional(TxType.MANDATORY)
  @Unaudited(REASON)
  void lock(String projectId, ClientRegistration client) {
    for (var id : ids(client)) {
      // Without a row there is no lock, and two projects would not see each other.
      if (database.find(ClientReservation.class, id, LockModeType.PESSIMISTIC_WRITE) == null) {
        throw new IllegalStateException("The row to lock for a client is missing: " + id);
      }
    }
    // A separate statement after the locks: it sees commits that happened during the wait.
    requireNotOfOtherProject(projectId, client);
  }

  /**
   * Refuses a client of another project.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_OTHERS} if a cluster of another
   *     project has the client
   */
  void requireNotOfOtherProject(String projectId, ClientRegistration client) {
    if (clusters.isClientOfOtherProject(
        projectId, client.issuerUrl().toString(), client.audiences())) {
      throw new ProblemException(ClusterProblem.CLIENT_OF_OTHERS, client.clientId());
    }
  }

  /** The ids of a client's rows, sorted, so that no transactions deadlock. */
  static List<String> ids(ClientRegistration client) {
    return client.audiences().stream()
        .map(client::fingerprint)
        .map(hash -> hash.substring(0, HASH_DIGITS).repeat(hash.length() / HASH_DIGITS))
        .sorted()
        .distinct()
        .toList();
  }
}
