package org.clustershare.bindings;

import jakarta.json.JsonArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;

/**
 * Finds rules that are the same, so that many roles keep one array. A cluster can send any number
 * of arrays with one hash code, so that the key is a digest. Not thread-safe.
 */
public final class SharedRules {
  private final Map<String, JsonArray> rulesByDigest = new HashMap<>();

  /**
   * The same rules as they were given before; empty when they come for the first time. Rules longer
   * than {@link ObservedRole#MAX_RULES_LENGTH} are never found: their digest needs the whole text.
   */
  public Optional<JsonArray> putIfAbsent(JsonArray rules) {
    if (JsonSize.ofText(rules) > ObservedRole.MAX_RULES_LENGTH) {
      return Optional.empty();
    }
    // Texts that are no Unicode can have the same digest.
    return Optional.ofNullable(rulesByDigest.putIfAbsent(Sha256.hex(rules.toString()), rules))
        .filter(rules::equals);
  }
}
