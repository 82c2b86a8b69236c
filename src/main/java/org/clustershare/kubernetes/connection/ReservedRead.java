package org.clustershare.kubernetes.connection;

import org.clustershare.platform.memory.Reservation;

/**
 * What was read, with the memory that it takes.
 *
 * @param value can be shared by several threads
 */
public record ReservedRead<T>(T value, Reservation reservation) {}
