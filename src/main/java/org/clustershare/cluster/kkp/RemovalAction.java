package org.clustershare.cluster.kkp;

import java.util.Optional;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the objects that Cluster Share made in a cluster when the cluster is removed:
 * they stay ({@code disconnect}), or they are deleted ({@code delete}). KKP's clients name it in
 * the header {@code Action}, other clients in the parameter {@code cleanup}.
 */
public enum RemovalAction {
  DISCONNECT,
  DELETE;

  /**
   * The action that a request names; {@link #DISCONNECT} if it names none.
   *
   * @param header the header {@code Action}, null without it
   * @param cleanup the parameter {@code cleanup}, null without it; only {@code true} deletes
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} if the header has another value,
   *     or if the two contradict each other
   */
  public static RemovalAction of(@Nullable String header, @Nullable String cleanup) {
    var byHeader =
        Optional.ofNullable(header).filter(text -> !text.isEmpty()).map(RemovalAction::of);
    var byParameter =
        Optional.ofNullable(cleanup).map(text -> Boolean.parseBoolean(text) ? DELETE : DISCONNECT);
    if (byHeader.isPresent() && byParameter.isPresent() && !byHeader.equals(byParameter)) {
      throw wrong("The header Action and the parameter cleanup contradict each other.");
    }
    return byHeader.or(() -> byParameter).orElse(DISCONNECT);
  }

  private static RemovalAction of(String header) {
    return switch (header) {
      case "disconnect" -> DISCONNECT;
      case "delete" -> DELETE;
      default -> throw wrong("The header Action must be disconnect or delete.");
    };
  }

  private static ProblemException wrong(String sentence) {
    return new ProblemException(PlatformProblem.BAD_REQUEST, sentence);
  }
}
