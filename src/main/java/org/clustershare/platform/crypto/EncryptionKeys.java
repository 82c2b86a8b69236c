package org.clustershare.platform.crypto;

import java.util.List;

/**
 * Keys that seal data at rest ({@code encryption-keys}).
 *
 * @param keys the newest key first; it seals, all others only open what they have sealed
 */
public record EncryptionKeys(List<EncryptionKey> keys) {}
