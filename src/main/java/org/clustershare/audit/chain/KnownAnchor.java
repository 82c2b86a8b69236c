package org.clustershare.audit.chain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Position and code of a record as another system has them, such as a line of the webhook. It
 * detects that an older state of the database was restored.
 */
public record KnownAnchor(long position, String mac) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

  /** Parses {@code <position>:<mac>}; empty for another form. */
  public static Optional<KnownAnchor> parse(String text) {
    var matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(new KnownAnchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }
}
