package org.clustershare.project.settings;

import org.clustershare.platform.config.SettingValues;

/**
 * Limits for each person, project and cluster, so that one account cannot use up shared resources.
 * Existing objects stay if a limit is lowered.
 *
 * @param projectsPerPerson the maximum number of projects that one person has created; admins may
 *     create more ({@code max-projects-per-person})
 * @param clustersPerProject the maximum number of clusters in a project ({@code
 *     max-clusters-per-project})
 * @param sharesPerCluster the maximum number of active shares of a cluster ({@code
 *     max-shares-per-cluster})
 */
public record QuotaSettings(int projectsPerPerson, int clustersPerProject, int sharesPerCluster) {
  private static final int PROJECTS = 100;
  private static final int CLUSTERS = 200;
  private static final int SHARES = 200;

  public static QuotaSettings read(SettingValues values) {
    return new QuotaSettings(
        values.count("max-projects-per-person", PROJECTS),
        values.count("max-clusters-per-project", CLUSTERS),
        values.count("max-shares-per-cluster", SHARES));
  }
}
