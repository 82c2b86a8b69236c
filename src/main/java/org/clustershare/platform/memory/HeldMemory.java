package org.clustershare.platform.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * What one piece of work, such as a request, holds of answers that it read. Closing it gives
 * everything back; what comes later is not held.
 */
public final class HeldMemory implements AutoCloseable {
  private final List<Reservation> held = new ArrayList<>();
  private boolean closed;

  /** Holds what was read until {@link #close}. */
  public synchronized void hold(Reservation reservation) {
    if (!closed) {
      reservation.join();
      held.add(reservation);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    held.forEach(Reservation::leave);
    held.clear();
  }
}
