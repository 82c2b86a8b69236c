package org.clustershare.platform.crypto;

import java.util.List;

/**
 * The keys that seal what is kept at rest ({@code encryption-keys}).
 *
 * @param keys the newest first: it seals; all others only open what they sealed
 */
public record EncryptionKeys(List<EncryptionKey> keys) {}
