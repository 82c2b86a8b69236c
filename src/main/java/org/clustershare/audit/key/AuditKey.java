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

  private final AuditKeyRows rows;
  private final EncryptionKeys keys;

  private volatile @Nullable AuditCodes codes;

  @Inject
  AuditKey(AuditKeyRows rows, EncryptionKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * Checks that the key opens as the database holds it, also before the migration. Changes nothing.
   *
   * @param sealed empty text before the first start
   * @throws IllegalStateException with a sentence for the operator, if it cannot be opened
   */
  public void requireOpens(String sealed) {
    if (!sealed.isEmpty()) {
      new SealedAuditKey(keys).open(sealed);
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
            after -> new AuditCodes(sealing.open(after)).anchor(0, "", 0, ""));
    codes = new AuditCodes(sealing.open(sealed));
  }

  private static String sealed(SealedAuditKey sealing, String before) {
    if (before.isEmpty()) {
      var key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      return sealing.seal(key);
    }
    return sealing.isUnderAnotherKey(before) ? sealing.seal(sealing.open(before)) : before;
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
