package org.clustershare.kubernetes;

import java.util.function.Supplier;

/**
 * Sealed access to a cluster. It is opened only for a new connection; a connection is used as long
 * as the fingerprint stays the same.
 *
 * @param fingerprint changes with the address, the CA or the sealed credentials, and reveals
 *     nothing of them
 * @param opener opens the seal
 */
public record SealedAccess(String fingerprint, Supplier<ClusterAccess> opener) {}
