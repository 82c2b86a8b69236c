package org.clustershare.project.settings;

import org.clustershare.platform.config.SettingValues;

/**
 * How much one person, project or cluster may have, so that one account cannot use up what all
 * share. What is there already stays when a number is made smaller.
 *
 * @param projectsPerPerson how many projects there may be that one person made; admins may make
 *     more ({@code max-projects-per-person})
 * @param clustersPerProject how many clusters a project may have ({@code max-clusters-per-project})
 * @param sharesPerCluster how many active shares a cluster may have ({@code
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
