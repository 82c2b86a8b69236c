package org.clustershare.bindings;

import jakarta.json.JsonArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.crypto.Sha256;

/**
 * Rules seen so far, so that roles with equal rules share one array. The key is a digest, because a
 * cluster can send any number of arrays with one hash code. Not thread-safe.
 */
public final class RuleInterner {
  /** The limit of rules that are kept, in characters; the same as for role files. */
  public static final int MAX_LENGTH = 64 << 10;

  private final Map<String, JsonArray> rulesByDigest = new HashMap<>();

  /**
   * Returns the equal rules of an earlier call; empty, and stores these, if there are none. Rules
   * longer than {@link #MAX_LENGTH} are never stored: their digest needs the whole text.
   */
  public Optional<JsonArray> putIfAbsent(JsonArray rules) {
    if (JsonSize.ofText(rules) > MAX_LENGTH) {
      return Optional.empty();
    }
    // Texts that are not valid Unicode can have the same digest.
    return Optional.ofNullable(rulesByDigest.putIfAbsent(Sha256.hex(rules.toString()), rules))
        .filter(rules::equals);
  }
}
