package org.clustershare.platform.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * What one piece of work, such as a request, holds of answers that it read. Closing it gives
 * everything back; what comes later is not held.
 *
 * <p>The first {@link #FREE_ANSWERS} answers may take {@link MemoryBudget#FREE} bytes each beside
 * the budget. All further answers need budget from their first byte: a request that reads from
 * hundreds of clusters would hold tens of MiB beside it.
 */
public final class HeldMemory implements AutoCloseable {
  /** How many answers may take {@link MemoryBudget#FREE} beside the budget. */
  static final int FREE_ANSWERS = 8;

  private final List<Reservation> held = new ArrayList<>();
  private boolean closed;

  /**
   * Holds what was read until {@link #close}.
   *
   * @throws MemoryDeniedException when the answer needs budget here and the budget is used up; it
   *     is not held then
   */
  public void hold(Reservation reservation) {
    if (add(reservation) > FREE_ANSWERS) {
      try {
        // Without the lock: a wait for budget must not delay other threads of the same work.
        reservation.charge();
      } catch (MemoryDeniedException e) {
        remove(reservation);
        throw e;
      }
    }
  }

  private synchronized int add(Reservation reservation) {
    if (!closed) {
      reservation.join();
      held.add(reservation);
    }
    return held.size();
  }

  private synchronized void remove(Reservation reservation) {
    if (held.remove(reservation)) {
      reservation.leave();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    held.forEach(Reservation::leave);
    held.clear();
  }
}
