package org.clustershare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ServerText;

/**
 * Told while a cluster is being removed, to whoever has left something in it and can take it away.
 * Observers say what they removed and what they could not.
 */
public final class ClusterRemoval {
  /** The most lines that are kept of each kind; how many more there are is told in one. */
  private static final int MAX_LINES = 1_000;

  private final ClusterApi api;
  private final List<String> removed = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private int moreRemoved;
  private int moreLeft;

  public ClusterRemoval(ClusterApi api) {
    this.api = api;
  }

  public ClusterApi api() {
    return api;
  }

  /** An object that was taken away, such as {@code Role default/namespace-admin}. */
  public void removed(String object) {
    if (removed.size() < MAX_LINES) {
      removed.add(object);
    } else {
      moreRemoved++;
    }
  }

  /** An object, or a kind of them, that could not be taken away, and why. */
  public void left(String object, String reason) {
    if (left.size() < MAX_LINES) {
      left.add(object + ": " + ServerText.of(reason));
    } else {
      moreLeft++;
    }
  }

  private static List<String> lines(List<String> lines, int more) {
    return more == 0
        ? List.copyOf(lines)
        : Stream.concat(lines.stream(), Stream.of("%d more".formatted(more))).toList();
  }

  public Removal result() {
    return new Removal(lines(removed, moreRemoved), lines(left, moreLeft));
  }

  /**
   * What became of that which we had made in a cluster.
   *
   * @param removed what is gone
   * @param left what is still there, with the reason
   */
  public record Removal(List<String> removed, List<String> left) {
    public static final Removal NOTHING = new Removal(List.of(), List.of());
  }
}
