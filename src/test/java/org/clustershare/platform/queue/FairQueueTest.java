package org.clustershare.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  private static Tenant tenant(String account) {
    return new Tenant(account, "its project");
  }

  private List<String> all() {
    return Stream.generate(queue::poll).takeWhile(Optional::isPresent).map(Optional::get).toList();
  }

  @Test
  void onePartyIsServedInOrder() {
    List.of("a", "b", "c").forEach(entry -> queue.add(tenant(""), entry));

    assertThat(all()).containsExactly("a", "b", "c");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void partiesAreServedInTurn() {
    List.of("m1", "m2", "m3", "m4").forEach(entry -> queue.add(tenant("mallory"), entry));
    List.of("a1", "a2").forEach(entry -> queue.add(tenant("alice"), entry));
    queue.add(tenant("bob"), "b1");

    assertThat(all()).containsExactly("m1", "a1", "b1", "m2", "a2", "m3", "m4");
  }

  @Test
  void manyOfOneDelayTheFirstOfAnotherByOneOnly() {
    IntStream.range(0, 1_000).forEach(i -> queue.add(tenant("mallory"), "m" + i));
    var served = new ArrayList<>(List.of(queue.poll().orElseThrow()));
    queue.add(tenant("alice"), "a1");

    served.add(queue.poll().orElseThrow());
    served.add(queue.poll().orElseThrow());

    assertThat(served).containsExactly("m0", "m1", "a1");
  }

  @Test
  void whoeverComesBackAtOnceWaitsForTheirTurn() {
    queue.add(tenant("mallory"), "m");
    queue.add(tenant("alice"), "a");
    var served = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      var next = queue.poll().orElseThrow();
      served.add(next);
      queue.add(tenant(next.equals("m") ? "mallory" : "alice"), next);
    }

    assertThat(served).containsExactly("m", "a", "m", "a", "m", "a");
  }

  @Test
  void moreProjectsAreNoMoreTurnsAndTheProjectsOfOneTakeTurns() {
    for (int i = 0; i < 3; i++) {
      queue.add(new Tenant("mallory", "big"), "big" + i);
    }
    queue.add(new Tenant("mallory", "small"), "small");
    queue.add(tenant("alice"), "a1");
    queue.add(tenant("alice"), "a2");

    assertThat(all()).containsExactly("big0", "a1", "small", "a2", "big1", "big2");
  }
}
