package org.clustershare.access.api;

import java.util.List;
import org.clustershare.access.offboarding.EndedAccess;
import org.clustershare.access.offboarding.RevocationReport.ClusterRevocation;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.json.MappedList;

/**
 * The end of a person's or group's access to the clusters of a project.
 *
 * @param kind {@code user} or {@code group}
 * @param complete whether every cluster answered, and no binding is left that could be ended
 * @param givenClusters the clusters that got another owner
 * @param ownedClusters the clusters that the subject still owns
 */
public record EndedAccessJson(
    String subject,
    String kind,
    boolean complete,
    List<RevokedJson> clusters,
    List<UnansweredJson> unanswered,
    int revokedShares,
    List<ClusterNameJson> givenClusters,
    List<ClusterNameJson> ownedClusters) {

  /**
   * The result for one cluster.
   *
   * @param knownAs the API server's name for the subject
   * @param ended the bindings that no longer name the subject
   * @param failed the bindings that still do
   * @param left the bindings that the call does not end: those of other tools, and those to groups
   */
  public record RevokedJson(
      String id,
      String name,
      String knownAs,
      List<EffectiveBindingJson> ended,
      List<EffectiveBindingJson> failed,
      List<EffectiveBindingJson> left) {

    /** A cluster can have 100,000 bindings: their JSON is made while it is written. */
    static RevokedJson of(ClusterRevocation one) {
      return new RevokedJson(
          one.cluster().id(),
          one.cluster().name(),
          one.knownAs(),
          new MappedList<>(one.ended(), EffectiveBindingJson::of),
          new MappedList<>(one.failed(), EffectiveBindingJson::failed),
          new MappedList<>(one.left(), EffectiveBindingJson::of));
    }
  }

  /** A cluster's id and name. */
  public record ClusterNameJson(String id, String name) {
    static List<ClusterNameJson> of(List<Cluster> clusters) {
      return clusters.stream()
          .map(cluster -> new ClusterNameJson(cluster.id(), cluster.name()))
          .toList();
    }
  }

  static EndedAccessJson of(AccessSubject accessSubject, EndedAccess ended) {
    return new EndedAccessJson(
        accessSubject.subject().name(),
        accessSubject.subject() instanceof Subject.Group ? "group" : "user",
        ended.access().complete(),
        ended.access().revoked().stream().map(RevokedJson::of).toList(),
        UnansweredJson.of(ended.access().unanswered()),
        ended.revokedShares(),
        ClusterNameJson.of(ended.given()),
        ClusterNameJson.of(ended.owned()));
  }
}
