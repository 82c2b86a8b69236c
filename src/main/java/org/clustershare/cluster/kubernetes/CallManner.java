package org.clustershare.cluster.kubernetes;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
record CallManner(
    Optional<Deadline> deadline,
    boolean shared,
    Waiting waiting,
    MemoryBudget memory,
    Optional<HeldMemory> held) {

  static CallManner plain(MemoryBudget memory) {
    return new CallManner(Optional.empty(), false, Waiting.IDLY, memory, Optional.empty());
  }

  CallManner until(Deadline end, boolean together) {
    return new CallManner(Optional.of(end), together, waiting, memory, held);
  }

  CallManner telling(Waiting told) {
    return new CallManner(deadline, shared, told, memory, held);
  }

  CallManner holding(MemoryBudget of, HeldMemory holder) {
    return new CallManner(deadline, shared, waiting, of, Optional.of(holder));
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
