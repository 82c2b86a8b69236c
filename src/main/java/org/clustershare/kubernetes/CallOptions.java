package org.clustershare.kubernetes;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.connection.Deadline;
import org.clustershare.kubernetes.connection.ReservedRead;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.memory.Reservation;

/**
 * How calls are made.
 *
 * @param deadline when all of them have to be over
 * @param shared whether equal reads at the same time are one call
 * @param waiting is told of waits for answers
 * @param memory what answers take is taken of this
 * @param held holds the memory of what was read; empty when callers keep little of it
 */
record CallOptions(
    Optional<Deadline> deadline,
    boolean shared,
    CallListener waiting,
    MemoryBudget memory,
    Optional<HeldMemory> held) {

  static CallOptions plain(MemoryBudget memory) {
    return new CallOptions(Optional.empty(), false, CallListener.IDLY, memory, Optional.empty());
  }

  CallOptions until(Deadline end, boolean together) {
    return new CallOptions(Optional.of(end), together, waiting, memory, held);
  }

  CallOptions telling(CallListener told) {
    return new CallOptions(deadline, shared, told, memory, held);
  }

  CallOptions holding(MemoryBudget of, HeldMemory holder) {
    return new CallOptions(deadline, shared, waiting, of, Optional.of(holder));
  }

  /**
   * Reads, and holds the memory of what was read.
   *
   * @param what tells it from all else that others may read of this server at the same time; empty
   *     for what is not shared
   * @param call reserves what it reads
   * @throws ClusterException when there is no memory for the answer, and what the call throws
   */
  <T> T read(ApiConnection connection, Optional<String> what, Function<Reservation, T> call) {
    var own = new ArrayList<Reservation>();
    Supplier<ReservedRead<?>> reading =
        () -> {
          var reservation = memory.reserve();
          own.add(reservation);
          return new ReservedRead<>(call.apply(reservation), reservation);
        };
    // A caller without time for a whole call reads alone: others would fail with it.
    boolean together = what.isPresent() && shared && connection.hasTimeForACall(deadline);
    try {
      return ClusterBusyException.translated(
          () -> {
            var found = together ? connection.reads().read(what.get(), reading) : reading.get();
            held.ifPresent(holder -> holder.hold(found.reservation()));
            @SuppressWarnings("unchecked") // what is read is told apart from all of another type
            var value = (T) found.value();
            return value;
          });
    } finally {
      own.forEach(Reservation::leave);
    }
  }
}
