package org.clustershare.kubernetes.connection;

import org.clustershare.platform.memory.Reservation;

/**
 * The result of a read and the memory that it takes.
 *
 * @param value several threads can share it
 */
public record ReservedRead<T>(T value, Reservation reservation) {}
