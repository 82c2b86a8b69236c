package org.clustershare.access.api;

import java.util.List;
import org.clustershare.access.report.AccessReport;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.platform.json.MappedList;

/**
 * The bindings of a person or group in the clusters of a project.
 *
 * @param groupsKnown whether the groups of the person are known; if not, bindings to any group are
 *     listed as possible
 */
public record AccessReportJson(
    String subject,
    boolean groupsKnown,
    List<ClusterAccessJson> clusters,
    List<UnansweredJson> unanswered) {

  /** The bindings in one cluster; {@code knownAs} is the API server's name for the subject. */
  public record ClusterAccessJson(
      String id, String name, String knownAs, List<EffectiveBindingJson> bindings) {}

  static AccessReportJson of(AccessSubject accessSubject, AccessReport report) {
    return new AccessReportJson(
        accessSubject.subject().name(),
        accessSubject.groups().isPresent(),
        report.answered().stream()
            .map(
                one ->
                    new ClusterAccessJson(
                        one.cluster().id(),
                        one.cluster().name(),
                        one.knownAs(),
                        new MappedList<>(one.bindings(), EffectiveBindingJson::of)))
            .toList(),
        UnansweredJson.of(report.unanswered()));
  }
}
