package org.clustershare.platform.kkp;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A minor version of KKP, such as 2.14. Each constant is the first version with a changed answer.
 *
 * @param major the number before the dot
 * @param minor the number after the dot
 */
public record KkpVersion(int major, int minor) implements Comparable<KkpVersion> {
  /** The last version in which all calls about clusters are below {@code /api/v1}. */
  public static final KkpVersion LAST_WITH_V1_ONLY = new KkpVersion(2, 15);

  /** Writes states of health as text; earlier versions write numbers. */
  public static final KkpVersion HEALTH_AS_TEXT = new KkpVersion(2, 20);

  /** Writes {@code Running} as the state of a cluster; earlier versions write {@code RUNNING}. */
  public static final KkpVersion STATE_IN_MIXED_CASE = new KkpVersion(2, 21);

  /** Lists a project's clusters in an object; earlier versions answer an array. */
  public static final KkpVersion CLUSTERS_IN_OBJECT = new KkpVersion(2, 23);

  private static final Pattern TEXT = Pattern.compile("2\\.([1-9][0-9]?)");
  private static final Comparator<KkpVersion> ORDER =
      Comparator.comparingInt(KkpVersion::major).thenComparingInt(KkpVersion::minor);

  /** The version with this text, such as {@code 2.14}; empty for any other text. */
  public static Optional<KkpVersion> of(String text) {
    var matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new KkpVersion(2, Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  public boolean isAtLeast(KkpVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(KkpVersion other) {
    return ORDER.compare(this, other);
  }
}
