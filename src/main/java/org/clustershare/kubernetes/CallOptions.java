package org.clustershare.kubernetes;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.Deadline;
import org.clustershare.kubernetes.connection.ReservedRead;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.memory.Reservation;

/**
 * Options for a series of calls.
 *
 * @param deadline by which all calls have ended
 * @param shared whether equal concurrent reads share one call
 * @param memory responses reserve their memory here
 * @param held holds the memory of results; empty if callers keep little of them
 */
record CallOptions(
    Optional<Deadline> deadline, boolean shared, MemoryBudget memory, Optional<HeldMemory> held) {

  static CallOptions of(MemoryBudget memory) {
    return new CallOptions(Optional.empty(), false, memory, Optional.empty());
  }

  CallOptions until(Deadline end, boolean sharing) {
    return new CallOptions(Optional.of(end), sharing, memory, held);
  }

  CallOptions holding(MemoryBudget budget, HeldMemory holder) {
    return new CallOptions(deadline, shared, budget, Optional.of(holder));
  }

  /**
   * Reads, and holds the memory of the result.
   *
   * @param key identifies the result among all concurrent reads of this API server; empty if it is
   *     not shared
   * @param call reserves the memory of its result
   * @throws ClusterException if there is no memory for the response, and as the call throws
   */
  <T> T read(ApiConnection connection, Optional<String> key, Function<Reservation, T> call) {
    var own = new ArrayList<Reservation>();
    Supplier<ReservedRead<?>> reading =
        () -> {
          var reservation = memory.reserve();
          own.add(reservation);
          return new ReservedRead<>(call.apply(reservation), reservation);
        };
    // A caller without time for a whole call reads alone: its timeout would fail the others.
    boolean together = key.isPresent() && shared && connection.hasTimeForACall(deadline);
    try {
      return ClusterBusyException.translateDenial(
          () -> {
            var found = together ? connection.reads().read(key.get(), reading) : reading.get();
            held.ifPresent(holder -> holder.hold(found.reservation()));
            @SuppressWarnings("unchecked") // a key stands for one type
            var value = (T) found.value();
            return value;
          });
    } finally {
      own.forEach(Reservation::release);
    }
  }
}
