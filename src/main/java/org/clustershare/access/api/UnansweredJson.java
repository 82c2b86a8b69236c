package org.clustershare.access.api;

import java.util.List;
import org.clustershare.access.report.AccessReport.UnansweredCluster;

/** A cluster that did not answer in time, and a sentence that says why. */
public record UnansweredJson(String id, String name, String reason) {
  static List<UnansweredJson> of(List<UnansweredCluster> clusters) {
    return clusters.stream()
        .map(one -> new UnansweredJson(one.cluster().id(), one.cluster().name(), one.reason()))
        .toList();
  }
}
