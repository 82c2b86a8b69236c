package org.clustershare.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Paths of the Kubernetes API, built from segments so that no name can lead elsewhere. */
public final class ApiPath {
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~:-]");

  private ApiPath() {}

  /**
   * The path with these segments, each percent-encoded (RFC 3986).
   *
   * @throws IllegalArgumentException if a segment is not a {@link #isName name}
   */
  public static String of(String... segments) {
    var path = new StringBuilder();
    for (var segment : segments) {
      if (!isName(segment)) {
        throw new IllegalArgumentException("Kubernetes has no objects of this name");
      }
      path.append('/').append(encoded(segment));
    }
    return path.toString();
  }

  /**
   * Whether an object can have this name: at most 253 characters, not {@code .} or {@code ..}, and
   * without slash or percent sign. This is the rule for names of RBAC objects, the widest of all.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names">Path
   *     Segment Names</a>
   */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= 253
        && !text.equals(".")
        && !text.equals("..")
        && text.indexOf('/') < 0
        && text.indexOf('%') < 0;
  }

  private static String encoded(String segment) {
    var encoded = new StringBuilder();
    for (var unit : segment.getBytes(StandardCharsets.UTF_8)) {
      var character = String.valueOf((char) (unit & 0xff));
      if (UNRESERVED.matcher(character).matches()) {
        encoded.append(character);
      } else {
        encoded.append('%').append("%02X".formatted(unit & 0xff));
      }
    }
    return encoded.toString();
  }
}
