package org.clustershare.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(8 * MIB, 4 * MIB, Duration.ofMillis(100));

  @Test
  void whatIsSmallNeedsNoBudget() {
    var first = budget.reserve();
    var second = budget.reserve();
    first.add(4 * MIB);
    second.add(4 * MIB);

    for (int i = 0; i < 100; i++) {
      budget.reserve().add(MemoryBudget.FREE);
    }

    assertThat(budget.available()).isLessThan(MIB);
  }

  @Test
  void oneThatIsTooLargeIsToldSoWhateverIsLeft() {
    var large = budget.reserve();
    large.add(3 * MIB);

    assertThatExceptionOfType(MemoryDeniedException.class)
        .isThrownBy(() -> large.add(2 * MIB))
        .matches(denied -> !denied.busy() && denied.limit() == 4 * MIB);
    assertThat(large.bytes()).isEqualTo(3 * MIB);
    assertThatExceptionOfType(MemoryDeniedException.class)
        .isThrownBy(() -> budget.reserve().add(Long.MAX_VALUE));
  }

  @Test
  void oneAccountTakesHalfAtMostAndLeavesTheRestToOthers() {
    var first = budget.ofAccount("mallory").reserve();
    first.add(4 * MIB);
    var second = budget.ofAccount("mallory").reserve();

    assertThatExceptionOfType(MemoryDeniedException.class)
        .isThrownBy(() -> second.add(MIB))
        .matches(MemoryDeniedException::busy);
    assertThatNoException().isThrownBy(() -> budget.ofAccount("alice").reserve().add(4 * MIB));
    first.release();
    assertThatNoException().isThrownBy(() -> second.add(MIB));
  }

  @Test
  void whatTheWholeDeniesIsGivenBackToTheShare() {
    budget.ofAccount("bob").reserve().add(4 * MIB);
    var other = budget.ofAccount("carol").reserve();
    other.add(4 * MIB);

    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(MemoryDeniedException.class)
          .isThrownBy(() -> budget.ofAccount("alice").reserve().add(4 * MIB));
    }
    other.release();
    assertThatNoException().isThrownBy(() -> budget.ofAccount("alice").reserve().add(4 * MIB));
  }

  @Test
  void whoeverFindsItUsedUpWaitsBrieflyAndGetsWhatOthersGiveBack() throws Exception {
    var first = budget.reserve();
    var second = budget.reserve();
    first.add(4 * MIB);
    second.add(4 * MIB);
    var patient = new MemoryBudget(4 * MIB, 4 * MIB, Duration.ofMinutes(1));
    var before = patient.reserve();
    before.add(4 * MIB);

    assertThatExceptionOfType(MemoryDeniedException.class)
        .isThrownBy(() -> budget.reserve().add(MIB))
        .matches(MemoryDeniedException::busy);
    var waiting = CompletableFuture.runAsync(() -> patient.reserve().add(4 * MIB));
    before.release();
    waiting.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatManyUseIsTakenOnceUntilTheLastHasLeft() {
    var read = budget.reserve();
    read.add(4 * MIB);
    long left = budget.available();
    var one = new HeldMemory();
    var other = new HeldMemory();
    one.hold(read);
    other.hold(read);
    read.release();

    assertThat(budget.available()).isEqualTo(left);
    one.close();
    assertThat(budget.available()).isEqualTo(left);
    other.close();
    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void whoeverComesAfterTheLastHasLeftReservesItOnceMore() {
    var read = budget.reserve();
    read.add(3 * MIB);
    read.release();
    assertThat(budget.available()).isEqualTo(8 * MIB);

    try (var late = new HeldMemory()) {
      late.hold(read);
      assertThat(budget.available()).isLessThanOrEqualTo(5 * MIB + MemoryBudget.FREE);
    }

    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void workThatHasEndedHoldsNothingAnyMore() {
    var held = new HeldMemory();
    held.close();
    var late = budget.reserve();
    late.add(3 * MIB);

    held.hold(late);
    late.release();

    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void whatIsGivenBackInBetweenIsForOthersAtOnce() {
    var read = budget.reserve();
    read.add(4 * MIB);
    read.remove(4 * MIB);

    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void onlyTheFirstAnswersOfOnePieceOfWorkNeedNoBudget() {
    try (var held = new HeldMemory()) {
      for (int i = 0; i < HeldMemory.FREE_ANSWERS; i++) {
        read(held, MemoryBudget.FREE);
      }
      assertThat(budget.available()).isEqualTo(8 * MIB);

      for (int i = 0; i < 32; i++) {
        read(held, MemoryBudget.FREE);
      }
      assertThat(budget.available()).isEqualTo(4 * MIB);

      var small = read(held, 1_000);
      assertThat(budget.available()).as("small ones take little").isEqualTo(4 * MIB - (4 << 10));
      small.add(MIB);
      assertThat(budget.available()).as("all that is added later").isLessThanOrEqualTo(3 * MIB);
    }

    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void workCanHaveFewerFreeAnswersThanARequest() {
    try (var held = new HeldMemory(3)) {
      for (int i = 0; i < 3; i++) {
        read(held, MemoryBudget.FREE);
      }
      assertThat(budget.available()).isEqualTo(8 * MIB);

      read(held, MemoryBudget.FREE);
      assertThat(budget.available()).isEqualTo(8 * MIB - MemoryBudget.FREE);
    }
  }

  @Test
  void anAnswerThatFindsTheBudgetUsedUpLeavesNothingTaken() {
    var all = List.of(budget.reserve(), budget.reserve());
    all.forEach(one -> one.add(4 * MIB));
    try (var held = new HeldMemory()) {
      for (int i = 0; i < HeldMemory.FREE_ANSWERS; i++) {
        read(held, MemoryBudget.FREE);
      }
      long left = budget.available();
      assertThatExceptionOfType(MemoryDeniedException.class)
          .isThrownBy(() -> IntStream.range(0, 3).forEach(i -> read(held, MemoryBudget.FREE)))
          .matches(MemoryDeniedException::busy);
      assertThat(budget.available()).isLessThanOrEqualTo(left);
    }
    all.forEach(Reservation::release);

    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  @Test
  void anAnswerThatIsFreeForOnePieceOfWorkIsChargedOnceForAnother() {
    var shared = budget.reserve();
    shared.add(MemoryBudget.FREE);
    var one = new HeldMemory();
    var other = new HeldMemory();
    one.hold(shared);
    for (int i = 0; i < HeldMemory.FREE_ANSWERS; i++) {
      read(other, 0);
    }
    other.hold(shared);
    other.hold(shared);
    shared.release();

    assertThat(budget.available()).isEqualTo(8 * MIB - MemoryBudget.FREE);
    other.close();
    assertThat(budget.available()).as("still held").isEqualTo(8 * MIB - MemoryBudget.FREE);
    one.close();
    assertThat(budget.available()).isEqualTo(8 * MIB);
  }

  /** As calls do: they reserve, hand over and leave. */
  private Reservation read(HeldMemory held, long bytes) {
    var reservation = budget.reserve();
    try {
      reservation.add(bytes);
      held.hold(reservation);
      return reservation;
    } finally {
      reservation.release();
    }
  }
}
