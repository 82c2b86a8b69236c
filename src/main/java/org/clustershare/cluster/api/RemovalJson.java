package org.clustershare.cluster.api;

import java.util.List;
import org.clustershare.cluster.ClusterRemoval.Removal;

/** The objects that Cluster Share removed from a cluster, and those that it could not remove. */
public record RemovalJson(List<String> removed, List<String> notRemoved) {
  static RemovalJson of(Removal removal) {
    return new RemovalJson(List.copyOf(removal.removed()), List.copyOf(removal.left()));
  }
}
