package org.clustershare.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.project.ProjectClusters;

/** Database access for the number of clusters of several projects at once. */
@ApplicationScoped
public class ClusterCountRows implements ProjectClusters {
  /** PostgreSQL takes at most 65,535 parameters in a statement. */
  private static final int MAX_PARAMETERS = 10_000;

  @PersistenceContext private EntityManager database;

  @Override
  public Map<String, Long> numbers(Collection<String> projectIds) {
    var numbers = new HashMap<String, Long>();
    var ids = new ArrayList<>(projectIds);
    for (int from = 0; from < ids.size(); from += MAX_PARAMETERS) {
      count(ids.subList(from, Math.min(ids.size(), from + MAX_PARAMETERS)), numbers);
    }
    return numbers;
  }

  private void count(List<String> projectIds, Map<String, Long> numbers) {
    database
        .createQuery(
            "select c.projectId, count(c) from Cluster c where c.projectId in :projects"
                + " group by c.projectId",
            Object[].class)
        .setParameter("projects", projectIds)
        .getResultStream()
        .forEach(row -> numbers.put((String) row[0], (Long) row[1]));
  }
}
