package org.clustershare.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.clustershare.kubernetes.ScriptedApiServer.BODY;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.page;
import static org.clustershare.kubernetes.ScriptedApiServer.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much of an answer is read, and how much memory it takes. */
class ClusterApiLimitsTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final ClusterApi api = server.api();

  @Test
  void anAnswerHasAMaximumLength() {
    server.when((exchange, call) -> send(exchange, 200, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.get(PATH))
        .withMessageContaining("larger than 1 MiB");
  }

  @Test
  void anAnswerOfCountlessValuesIsRefused() {
    server.when((exchange, call) -> send(exchange, 200, "{\"a\":[0" + ",0".repeat(510_000) + "]}"));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.get(PATH))
        .withMessageContaining("more than 500000 values");
  }

  @Test
  void aListWithoutEndIsLeftAfterTwoHundredPages() {
    server.when((exchange, call) -> send(exchange, 200, page("n", "more")));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, ""))
        .withMessageContaining("more than 200 pages");
  }

  private static String pageOf(int objects, String next) {
    return "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"%s\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}%s]}"
        .formatted(next, ",{\"metadata\":{\"name\":\"a\"}}".repeat(objects - 1));
  }

  @Test
  void theValuesOfAllPagesOfAListAreCountedTogether() {
    var list =
        "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"more\"},\"items\":[{\"metadata\":{\"name\":\"a\",\"b\":[0%s]}}]}"
            .formatted(",0".repeat(400_000));
    server.when((exchange, call) -> send(exchange, 200, list));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, "", ItemMapping.names()))
        .withMessageContaining("more than 1000000 values");
    assertThat(calls).hasValue(3);
  }

  @Test
  void theObjectsOfAllPagesOfAListAreCountedTogether() {
    server.when((exchange, call) -> send(exchange, 200, pageOf(30_000, "more")));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, "", ItemMapping.names()))
        .withMessageContaining("more than 100000 objects");
    assertThat(calls).hasValue(4);
  }

  @Test
  void memoryStaysReservedUntilTheWorkEnds() {
    server.when((exchange, call) -> send(exchange, 200, pageOf(20_000, "")));
    var budget = new MemoryBudget(24 << 20, 20 << 20, Duration.ofMillis(50));

    try (var first = new HeldMemory();
        var second = new HeldMemory()) {
      assertThat(api.holding(budget, first).list(PATH, "")).hasSize(20_000);
      assertThatExceptionOfType(ClusterBusyException.class)
          .isThrownBy(() -> api.holding(budget, second).list(PATH, ""))
          .matches(busy -> busy.problem().type().status() == 503);
    }
    assertThat(budget.available()).as("all is given back").isEqualTo(24 << 20);

    try (var third = new HeldMemory()) {
      assertThat(api.holding(budget, third).list(PATH, "", ItemMapping.names())).hasSize(20_000);
      assertThat(budget.available()).as("names take little").isGreaterThan(20 << 20);
    }
  }

  @Test
  void anAnswerThatTakesTooMuchMemoryIsRefused() {
    server.when(
        (exchange, call) -> send(exchange, 200, "{\"a\":[[]" + ",[]".repeat(240_000) + "]}"));
    var budget = new MemoryBudget(1 << 30, 8 << 20, Duration.ofMillis(50));

    try (var held = new HeldMemory()) {
      assertThatExceptionOfType(ClusterUnreachableException.class)
          .isThrownBy(() -> api.holding(budget, held).get(PATH))
          .withMessageContaining("more than 8 MiB of memory");
    }
    assertThat(budget.available()).isEqualTo(1 << 30);
  }

  @Test
  void failuresOfEveryKindGiveAllMemoryBack() {
    var budget = new MemoryBudget(64 << 20, 32 << 20, Duration.ofMillis(50));
    var answers =
        List.of(
            "{\"kind\":\"XList\",\"items\":[" + "{\"metadata\":{\"name\":\"a\"}},".repeat(30_000),
            "{\"a\":\"" + "x".repeat(2 << 20) + "\"}",
            "{\"a\":[0" + ",0".repeat(510_000) + "]}",
            "[".repeat(900_000),
            page("n", "t".repeat(900_000)),
            "x".repeat(900_000));
    server.when((exchange, call) -> send(exchange, 200, answers.get((call - 1) % answers.size())));

    try (var held = new HeldMemory()) {
      var watched = api.holding(budget, held);
      for (int i = 0; i < answers.size(); i++) {
        assertThatExceptionOfType(ClusterUnreachableException.class)
            .isThrownBy(() -> watched.list(PATH, ""));
        assertThat(budget.available()).isEqualTo(64 << 20);
      }
    }
  }

  @Test
  void aWriteKeepsNothingOfItsAnswer() {
    server.when(
        (exchange, call) ->
            send(exchange, 200, "{\"kind\":\"Role\",\"a\":[0" + ",0".repeat(100_000) + "]}"));
    var budget = new MemoryBudget(8 << 20, 2 << 20, Duration.ofMillis(50));

    try (var held = new HeldMemory()) {
      for (int i = 0; i < 20; i++) {
        api.holding(budget, held).apply(PATH + "/x", BODY);
        api.holding(budget, held).delete(PATH + "/x");
      }
      assertThat(budget.available()).isEqualTo(8 << 20);
    }
  }
}
