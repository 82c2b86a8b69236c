package org.clustershare.audit.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import org.clustershare.platform.crypto.EncryptionKeys;
import org.jspecify.annotations.Nullable;

/**
 * The key of the trail: 32 random bytes, the same for all instances. It is made at the first start,
 * and sealed again after {@code encryption-keys} has a new first key.
 */
@ApplicationScoped
public class AuditKey {
  private static final int BYTES = 32;
  private static final String REMEDY =
      "Put the key that sealed it back into encryption-keys, after the newest key.";

  private final AuditKeyRows rows;
  private final EncryptionKeys keys;

  private volatile @Nullable AuditCodes codes;

  @Inject
  AuditKey(AuditKeyRows rows, EncryptionKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * Opens the key, if there is one yet. Changes nothing.
   *
   * @throws IllegalStateException with a sentence for the operator, if it cannot be opened
   */
  public void requireKey() {
    requireOpens(rows.sealedKey());
  }

  /**
   * The same for the key as the database holds it, also before the migration.
   *
   * @param sealed empty text before the first start
   */
  public void requireOpens(String sealed) {
    if (!sealed.isEmpty()) {
      open(new SealedAuditKey(keys), sealed);
    }
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
    var missing = sealing.missingKey(sealed);
    if (missing.isPresent()) {
      throw new IllegalStateException(
          "encryption-keys has no key \"%s\", which sealed the key of the audit trail. %s"
              .formatted(missing.get(), REMEDY));
    }
    return sealing
        .open(sealed)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The key of the audit trail cannot be opened: the key of this name in"
                        + " encryption-keys is another one, or the table audit_chain was changed. "
                        + REMEDY));
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
