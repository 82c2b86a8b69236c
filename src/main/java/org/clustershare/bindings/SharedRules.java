package org.clustershare.bindings;

import jakarta.json.JsonArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.crypto.Sha256;

/**
 * Finds rules that are the same, so that many roles keep one array. A cluster can send any number
 * of arrays with one hash code, so that the key is a digest. Not thread-safe.
 */
public final class SharedRules {
  /** The longest rules that are kept, in characters; as for the roles of a folder. */
  public static final int LONGEST_RULES = 64 << 10;

  private final Map<String, JsonArray> byDigest = new HashMap<>();

  /**
   * The same rules as they were given before; empty when they come for the first time. Rules longer
   * than {@link #LONGEST_RULES} are never found: their digest needs the whole text.
   */
  public Optional<JsonArray> earlier(JsonArray rules) {
    if (JsonSize.ofText(rules) > LONGEST_RULES) {
      return Optional.empty();
    }
    // Texts that are no Unicode can have the same digest.
    return Optional.ofNullable(byDigest.putIfAbsent(Sha256.hex(rules.toString()), rules))
        .filter(rules::equals);
  }
}
