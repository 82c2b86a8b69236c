package org.clustershare.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.cluster.entity.ClusterRow;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.database.IntegrityViolation;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.queue.Tenant;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.entity.ProjectRole;

/** Database access for clusters. Each method is a transaction of its own, without network calls. */
@ApplicationScoped
public class ClusterRows {
  @PersistenceContext private EntityManager database;

  /**
   * Stores a new cluster. Concurrent additions to a project run one after the other.
   *
   * @param limit the number of clusters that the project may have
   * @throws ProblemException {@link ProjectProblem#PROJECT_UNKNOWN} if its project was deleted
   *     meanwhile; {@link ClusterProblem#TOO_MANY_CLUSTERS}
   */
  @Transactional
  public Cluster save(Cluster cluster, int limit) {
    lockProject(cluster.projectId());
    // A separate statement after the lock: it sees commits that happened during the wait.
    requireQuota(cluster.projectId(), limit);
    var row = new ClusterRow(cluster);
    database.persist(row);
    try {
      database.flush();
      return row.value();
    } catch (PersistenceException e) {
      throw IntegrityViolation.isCauseOf(e)
          ? new ProblemException(e, ProjectProblem.PROJECT_UNKNOWN)
          : e;
    }
  }

  /** Locks the project's row until the transaction ends. */
  private void lockProject(String projectId) {
    if (database
        .createNativeQuery("select id from project where id = ?1 for update")
        .setParameter(1, projectId)
        .getResultList()
        .isEmpty()) {
      throw new ProblemException(ProjectProblem.PROJECT_UNKNOWN);
    }
  }

  /**
   * Refuses another cluster if the project has as many as it may have.
   *
   * @throws ProblemException {@link ClusterProblem#TOO_MANY_CLUSTERS}
   */
  public void requireQuota(String projectId, int limit) {
    if (count(projectId, "") >= limit) {
      throw new ProblemException(ClusterProblem.TOO_MANY_CLUSTERS, limit);
    }
  }

  /**
   * Changes a cluster under a lock of its row.
   *
   * @param change returns the cluster as it shall be
   * @throws ProblemException {@link ClusterProblem#CLUSTER_UNKNOWN} if it was removed meanwhile;
   *     and if the version is not the expected one
   */
  @Transactional
  public Cluster change(String clusterId, ExpectedVersion expected, UnaryOperator<Cluster> change) {
    var row = locked(clusterId);
    var cluster = row.value();
    expected.check(cluster.version());
    row.set(change.apply(cluster));
    database.flush();
    return row.value();
  }

  /** Removes a cluster, and with it its shares. */
  @Transactional
  public void remove(String clusterId, ExpectedVersion expected) {
    var row = locked(clusterId);
    expected.check(row.value().version());
    database.remove(row);
  }

  /**
   * Locks a cluster's row until the caller's transaction ends.
   *
   * @throws ProblemException {@link ClusterProblem#CLUSTER_UNKNOWN} if there is no such cluster
   */
  @Transactional(TxType.MANDATORY)
  public Cluster lock(String clusterId) {
    return locked(clusterId).value();
  }

  /** The cluster that a query of another feature selected, as {@code select c from Cluster c}. */
  public static Cluster cluster(Object row) {
    return ((ClusterRow) row).value();
  }

  private ClusterRow locked(String clusterId) {
    return Optional.ofNullable(
            database.find(ClusterRow.class, clusterId, LockModeType.PESSIMISTIC_WRITE))
        .orElseThrow(() -> new ProblemException(ClusterProblem.CLUSTER_UNKNOWN));
  }

  /**
   * The facts on which an authorization decision about a cluster is based.
   *
   * @param role the highest role of the person's member keys in the project; empty if it has none
   * @param version of the cluster's row
   */
  record Standing(Optional<ProjectRole> role, long version) {}

  /** The standing of a person with these member keys; empty if the project has no such cluster. */
  Optional<Standing> standing(String projectId, String clusterId, Collection<String> memberKeys) {
    if (!RandomIds.isId(projectId) || !RandomIds.isId(clusterId)) {
      return Optional.empty();
    }
    // Joined by where: with "left join Cluster c on …", clusters of other projects were found.
    var found =
        database
            .createQuery(
                "select m.role, c.version from Cluster c, Project p left join p.members m"
                    + " on m.key in :keys"
                    + " where p.id = :project and c.projectId = p.id and c.id = :cluster",
                Object[].class)
            .setParameter("keys", memberKeys)
            .setParameter("project", projectId)
            .setParameter("cluster", clusterId)
            .getResultList();
    var role =
        found.stream()
            .flatMap(row -> Stream.ofNullable((ProjectRole) row[0]))
            .min(Comparator.naturalOrder());
    return found.stream().findFirst().map(row -> new Standing(role, (Long) row[1]));
  }

  Optional<Cluster> find(String clusterId) {
    return Optional.ofNullable(database.find(ClusterRow.class, clusterId)).map(ClusterRow::value);
  }

  List<Cluster> in(String projectId, ClusterQuery query) {
    return database
        .createQuery(
            "select c from Cluster c where c.projectId = :project"
                + " and lower(c.name) like :pattern escape '!' order by "
                + query.order().jpql(),
            ClusterRow.class)
        .setParameter("project", projectId)
        .setParameter("pattern", pattern(query.search()))
        .setFirstResult(query.offset())
        .setMaxResults(query.limit())
        .getResultStream()
        .map(ClusterRow::value)
        .toList();
  }

  long count(String projectId, String search) {
    return database
        .createQuery(
            "select count(c) from Cluster c where c.projectId = :project"
                + " and lower(c.name) like :pattern escape '!'",
            Long.class)
        .setParameter("project", projectId)
        .setParameter("pattern", pattern(search))
        .getSingleResult();
  }

  private static String pattern(String search) {
    return "%" + search.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }

  /**
   * Clusters whose credentials expire before a time, or with a certificate request; each with its
   * project and the account that created the project, for fair turns.
   */
  public Map<String, Tenant> renewable(Instant end) {
    return database
        .createQuery(
            "select c.id, p.id, p.createdByKey from Cluster c, Project p"
                + " where p.id = c.projectId and (c.credentialsExpireAt < :end"
                + " or c.renewal.requestName is not null)",
            Object[].class)
        .setParameter("end", end)
        .getResultList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> String.valueOf(row[0]),
                row -> new Tenant(Objects.toString(row[2], ""), String.valueOf(row[1]))));
  }

  /** Whether a cluster of another project has one of these clients of an issuer. */
  public boolean isClientOfOtherProject(
      String projectId, String issuer, Collection<String> clientIds) {
    return database
            .createQuery(
                "select count(c) from Cluster c where c.projectId <> :project"
                    + " and c.client.issuerUrl = :issuer and (c.client.clientId in :clients"
                    + " or c.client.kubeloginClientId in :clients)",
                Long.class)
            .setParameter("project", projectId)
            .setParameter("issuer", issuer)
            .setParameter("clients", clientIds)
            .getSingleResult()
        > 0;
  }
}
