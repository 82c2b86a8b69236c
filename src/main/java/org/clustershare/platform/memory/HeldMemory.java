package org.clustershare.platform.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory that one unit of work, such as a request, holds for responses that it has read. Closing it
 * releases everything; later responses are not held.
 *
 * <p>The first responses, {@link #FREE_ANSWERS} unless the work says otherwise, may use {@link
 * MemoryBudget#FREE} bytes each outside the budget. All further responses need budget from their
 * first byte. Otherwise a request that reads from hundreds of clusters could hold tens of MiB
 * outside the budget.
 */
public final class HeldMemory implements AutoCloseable {
  /** The number of a request's responses that may use {@link MemoryBudget#FREE} bytes each. */
  static final int FREE_ANSWERS = 8;

  private final List<Reservation> held = new ArrayList<>();
  private final int freeAnswers;
  private boolean closed;

  public HeldMemory() {
    this(FREE_ANSWERS);
  }

  /**
   * Memory of a unit of work of which many run at once.
   *
   * @param freeAnswers the number of responses that may use memory outside the budget
   */
  public HeldMemory(int freeAnswers) {
    this.freeAnswers = freeAnswers;
  }

  /**
   * Holds a response until {@link #close}.
   *
   * @throws MemoryDeniedException if the response needs budget and the budget is used up; it is not
   *     held then
   */
  public void hold(Reservation reservation) {
    if (add(reservation) > freeAnswers) {
      try {
        // Outside the lock: a wait for budget must not delay other threads of the same work.
        reservation.charge();
      } catch (MemoryDeniedException e) {
        remove(reservation);
        throw e;
      }
    }
  }

  private synchronized int add(Reservation reservation) {
    if (!closed) {
      reservation.retain();
      held.add(reservation);
    }
    return held.size();
  }

  private synchronized void remove(Reservation reservation) {
    if (held.remove(reservation)) {
      reservation.release();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    held.forEach(Reservation::release);
    held.clear();
  }
}
