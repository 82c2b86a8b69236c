package org.clustershare.project;

import java.util.Collection;
import java.util.Map;

/** What the feature of clusters, which stands above this one, reports about projects. */
public interface ProjectClusters {
  /** The number of clusters by project id; projects without clusters are left out. */
  Map<String, Long> numbers(Collection<String> projectIds);
}
