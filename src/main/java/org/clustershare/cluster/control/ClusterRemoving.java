package org.clustershare.cluster.control;

import java.util.ArrayList;
import java.util.List;
import org.clustershare.cluster.kubernetes.ClusterApi;

/**
 * Told while a cluster is being removed, to whoever has left something in it and can take it away.
 * Observers say what they removed and what they could not.
 */
public final class ClusterRemoving {
  private final ClusterApi api;
  private final List<String> removed = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  ClusterRemoving(ClusterApi api) {
    this.api = api;
  }

  public ClusterApi api() {
    return api;
  }

  /** An object that was taken away, such as {@code Role default/namespace-admin}. */
  public void removed(String object) {
    removed.add(object);
  }

  /** An object, or a kind of them, that could not be taken away, and why. */
  public void left(String object, String reason) {
    left.add(object + ": " + reason);
  }

  Removal result() {
    return new Removal(List.copyOf(removed), List.copyOf(left));
  }

  /**
   * What became of that which we had made in a cluster.
   *
   * @param removed what is gone
   * @param left what is still there, with the reason
   */
  public record Removal(List<String> removed, List<String> left) {
    static final Removal NOTHING = new Removal(List.of(), List.of());
  }
}
