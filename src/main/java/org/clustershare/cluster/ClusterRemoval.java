package org.clustershare.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ServerText;

/**
 * Event: a cluster is being removed. Observers delete the objects that they created in it, and
 * report what they deleted and what they could not.
 */
public final class ClusterRemoval {
  /** The limit of each list; one more line gives the number of further objects. */
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

  /** Reports a deleted object, such as {@code Role default/namespace-admin}. */
  public void removed(String object) {
    if (removed.size() < MAX_LINES) {
      removed.add(object);
    } else {
      moreRemoved++;
    }
  }

  /** Reports an object, or a kind of objects, that could not be deleted, and the reason. */
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
   * The result of a cleanup.
   *
   * @param removed the deleted objects
   * @param left the remaining objects, each with the reason
   */
  public record Removal(List<String> removed, List<String> left) {
    public static final Removal NOTHING = new Removal(List.of(), List.of());
  }
}
