package org.clustershare.cluster.kubernetes;

import org.clustershare.platform.memory.Reservation;

/**
 * What was read, with the memory that it takes.
 *
 * @param value can be shared by several threads
 */
record ReservedRead<T>(T value, Reservation reservation) {}
