package org.clustershare.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Builds paths of the Kubernetes API from segments, so that no name can lead anywhere else. */
public final class ApiPath {
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~:-]");

  private ApiPath() {}

  /**
   * The path with these segments, each percent-encoded (RFC 3986).
   *
   * @throws IllegalArgumentException when a segment is no {@link #isName name}
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
   * Whether Kubernetes can have an object of this name: not empty, not {@code .} or {@code ..}, and
   * without slash or percent sign (the rule for names of RBAC objects, and the widest there is).
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
    for (var octet : segment.getBytes(StandardCharsets.UTF_8)) {
      var character = String.valueOf((char) (octet & 0xff));
      if (UNRESERVED.matcher(character).matches()) {
        encoded.append(character);
      } else {
        encoded.append('%').append("%02X".formatted(octet & 0xff));
      }
    }
    return encoded.toString();
  }
}
