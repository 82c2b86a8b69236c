package org.clustershare.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.kubernetes.ScriptedApiServer.LIMITS;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.send;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads that many make of one API server at the same time. */
class ClusterApiSharedReadsTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final ClusterApi api = server.api();

  @Test
  void aSlowClusterHoldsFewThreads() throws InterruptedException {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    server.when(
        (exchange, call) -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.sleep(200);
          inside.decrementAndGet();
          send(exchange, 200, "{\"kind\":\"A\"}");
        });
    var callers = Executors.newFixedThreadPool(40);
    for (int i = 0; i < 40; i++) {
      callers.execute(() -> api.get(PATH));
    }
    callers.shutdown();

    assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isBetween(2, 16);
  }

  @Test
  void concurrentReadersOfTheSameShareCalls() throws Exception {
    int readers = 30;
    server.when(
        (exchange, call) -> {
          Thread.sleep(40); // for the others to come meanwhile
          send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":[]}");
        });

    atOnce(readers, api.within(Duration.ofMinutes(1)));
    assertThat(calls).as("each in a time of its own").hasValue(readers);

    calls.set(0);
    atOnce(readers, api.sharedWithin(Duration.ofMinutes(1)));
    assertThat(calls).hasValueBetween(1, readers - 1);

    calls.set(0);
    atOnce(readers, api.sharedWithin(LIMITS.call().minusMillis(1)));
    assertThat(calls).as("no reader has time for a shared call").hasValue(readers);
  }

  private static void atOnce(int readers, ClusterApi api) throws Exception {
    var executor = Executors.newFixedThreadPool(readers);
    try {
      Callable<List<JsonObject>> read = () -> api.list(PATH, "");
      for (var list : executor.invokeAll(Collections.nCopies(readers, read))) {
        assertThat(list.get()).isEmpty();
      }
    } finally {
      executor.shutdown();
    }
  }
}
