package org.clustershare.kubernetes;

import java.util.function.Supplier;
import org.clustershare.kubernetes.error.ClusterRefusedException;

/**
 * Reads a list a second time if its <em>continue</em> token has expired (410 Gone): a long list can
 * outlive the version that its first page was of.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks">
 *     Retrieving large results sets in chunks</a>
 */
public final class ExpiredListRetry {
  private static final int GONE = 410;

  private ExpiredListRetry() {}

  /**
   * Returns the result of the first or the second reading.
   *
   * @param reading reads all pages, and keeps nothing of an earlier reading
   */
  public static <T> T retry(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ClusterRefusedException e) {
      if (e.status() == GONE) {
        return reading.get();
      }
      throw e;
    }
  }
}
