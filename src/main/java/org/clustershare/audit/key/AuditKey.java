package org.clustershare.audit.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import org.clustershare.platform.crypto.EncryptionKeys;
import org.jspecify.annotations.Nullable;

/**
 * The key of the trail: 32 random bytes, the same for all instances. It is made at the first start,
 * and sealed again after {@code encryption-keys} has a new first key.
 */
@ApplicationScoped
public class AuditKey {
  private static final int BYTES = 32;
  private static final String UNOPENED =
      "The key of the audit trail cannot be opened: encryption-keys lacks the key that sealed it,"
          + " or the table audit_chain was changed. Name the former key in encryption-keys behind"
          + " the new one.";

  private final AuditKeyRows rows;
  private final EncryptionKeys keys;

  private volatile @Nullable AuditCodes codes;

  @Inject
  AuditKey(AuditKeyRows rows, EncryptionKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * Loads the key at the start, in a transaction of its own.
   *
   * @throws IllegalStateException with a sentence for the operator, if it cannot be opened
   */
  public void load() {
    var sealing = new SealedAuditKey(keys);
    var sealed =
        rows.change(
            before -> sealed(sealing, before),
            after -> new AuditCodes(open(sealing, after)).anchor(0, "", 0, ""));
    codes = new AuditCodes(open(sealing, sealed));
  }

  private static String sealed(SealedAuditKey sealing, String before) {
    if (before.isEmpty()) {
      var key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      return sealing.seal(key);
    }
    return sealing.isUnderAnotherKey(before) ? sealing.seal(open(sealing, before)) : before;
  }

  private static byte[] open(SealedAuditKey sealing, String sealed) {
    return sealing.open(sealed).orElseThrow(() -> new IllegalStateException(UNOPENED));
  }

  /**
   * A sentence for the operator if a stored key cannot be opened.
   *
   * @param sealed as the database holds it; empty text before the first start
   */
  public Optional<String> problem(String sealed) {
    return sealed.isEmpty() || new SealedAuditKey(keys).open(sealed).isPresent()
        ? Optional.empty()
        : Optional.of(UNOPENED);
  }

  /** The codes of this key. */
  public AuditCodes codes() {
    var loaded = codes;
    if (loaded == null) {
      throw new IllegalStateException(
          "The audit trail is used before the start has loaded its key");
    }
    return loaded;
  }
}
