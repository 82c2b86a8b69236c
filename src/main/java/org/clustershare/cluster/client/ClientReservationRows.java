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
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.problem.ProblemException;

/**
 * Sees to it that a client is the own one of clusters of one project only, also when several
 * projects name it at once. Clusters of one project may share a client, so the clusters' rows alone
 * cannot say this with a unique constraint.
 */
@ApplicationScoped
class ClientReservationRows {
  /**
   * Few enough that rows, which stay, are 65,536 at most, however many clients are named; clients
   * that share a row only wait for each other.
   */
  private static final int HASH_DIGITS = 4;

  @PersistenceContext private EntityManager database;
  @Inject private ClusterRows clusters;

  /**
   * Makes the row that {@link #lock} locks, when there is none yet.
   *
   * @throws jakarta.persistence.PersistenceException when somebody else makes it at this moment
   */
  @Transactional
  void prepare(String claim) {
    if (database.find(ClientReservation.class, claim) == null) {
      database.persist(new ClientReservation(claim));
      database.flush();
    }
  }

  /**
   * Holds the rows of a client's audiences until the transaction ends in which the client is given
   * to a cluster; whoever comes later sees that cluster.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_OTHERS} when a cluster of another
   *     project has it
   */
  @Transactional(TxType.MANDATORY)
  void lock(String projectId, ClientRegistration client) {
    for (var claim : ids(client)) {
      // Without a row there is no lock, and two projects would not see each other.
      if (database.find(ClientReservation.class, claim, LockModeType.PESSIMISTIC_WRITE) == null) {
        throw new IllegalStateException("The row to lock for a client is missing: " + claim);
      }
    }
    // A statement of its own, after the locks: it sees what was committed while we waited.
    requireNotOfOtherProject(projectId, client);
  }

  /**
   * Refuses a client of others.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_OTHERS} when a cluster of another
   *     project has it
   */
  void requireNotOfOtherProject(String projectId, ClientRegistration client) {
    if (clusters.isClientOfOtherProject(
        projectId, client.issuerUrl().toString(), client.audiences())) {
      throw new ProblemException(ClusterProblem.CLIENT_OF_OTHERS, client.clientId());
    }
  }

  /** The rows of a client, in an order that is the same for everybody, so that nobody deadlocks. */
  static List<String> ids(ClientRegistration client) {
    return client.audiences().stream()
        .map(clientId -> Sha256.hex(client.issuerUrl() + "\n" + clientId))
        .map(hash -> hash.substring(0, HASH_DIGITS).repeat(hash.length() / HASH_DIGITS))
        .sorted()
        .distinct()
        .toList();
  }
}
