package org.clustershare.kubernetes;

import java.util.function.Supplier;

/**
 * How a cluster is reached, as somebody keeps it sealed. It is opened only for a new connection: a
 * connection is used as long as the fingerprint stays the same.
 *
 * @param fingerprint another one whenever the address, the CA or the sealed credentials are others;
 *     tells nothing of them
 * @param opened opens the seal
 */
public record SealedAccess(String fingerprint, Supplier<ClusterAccess> opener) {}
