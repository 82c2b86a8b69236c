package org.clustershare.testbed.hostile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a parser first the worst inputs that are known and then generated ones, of at most 256 KiB.
 * It fails on the first input for which the parser throws, or computes for more than 250 ms: the
 * processor time of its thread counts, so that a busy machine changes nothing.
 *
 * <p>A build tries the same inputs each time, at most 20,000 a parser and for at most 60 s in all.
 * {@code -Dfuzz.seconds} sets another time and lifts the other limit; {@code -Dfuzz.seed} sets
 * other inputs, and repeats a run.
 *
 * @param <I> what the parser reads
 */
public final class Fuzz<I> {
  /** The longest input, in bytes. */
  public static final int LONGEST = 256 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Fuzz.class);
  private static final Duration DEADLINE = Duration.ofMillis(250);
  private static final Duration ENDLESS = Duration.ofSeconds(3);
  private static final int PARSERS = 18;
  private static final int REPEATED = 3;
  private static final int WARMING = 20;
  private static final int SHOWN = 200;
  private static final int MOST = 20_000;
  private static final long SEED = 20_261_127;

  private final String name;
  private final Parser<I> parser;

  private final long seed = Long.getLong("fuzz.seed", SEED);
  private final int most = System.getProperty("fuzz.seconds") == null ? MOST : Integer.MAX_VALUE;
  private final Duration budget =
      Duration.ofSeconds(Long.getLong("fuzz.seconds", 60)).dividedBy(PARSERS);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long slowest;
  private String slowestInput = "none";

  /** Reads an input, and catches the exceptions with which it may refuse one. */
  public interface Parser<I> {
    void parse(I input) throws Exception;
  }

  public Fuzz(String name, Parser<I> parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * Runs the parser.
   *
   * @param worst the known inputs, by name
   * @param generator makes an input; the same for equal random numbers
   */
  public void run(Map<String, I> worst, Function<Random, I> generator) throws InterruptedException {
    var thread = new Thread[1];
    var worker =
        Executors.newSingleThreadExecutor(
            task -> {
              thread[0] = new Thread(task, "fuzz-" + name);
              thread[0].setDaemon(true);
              return thread[0];
            });
    try {
      for (int i = 0; i < WARMING; i++) {
        measured(worker, thread, "warm-up " + i, generator.apply(random(-1 - i)));
      }
      for (var input : worst.entrySet()) {
        measured(worker, thread, input.getKey(), input.getValue());
      }
      slowest = 0;
      for (var input : worst.entrySet()) {
        check(worker, thread, input.getKey(), input.getValue());
      }
      long end = System.nanoTime() + budget.toNanos();
      int inputs = 0;
      for (; inputs < most && System.nanoTime() < end; inputs++) {
        check(worker, thread, "generated " + inputs, generator.apply(random(inputs)));
      }
      LOG.info(
          "fuzz: parser={} known={} generated={} slowest={}ms input=\"{}\" seed={}",
          name,
          worst.size(),
          inputs,
          slowest / 1_000_000,
          slowestInput,
          seed);
    } finally {
      worker.shutdownNow();
    }
  }

  private Random random(int input) {
    return new Random(seed * 1_000_003 + input);
  }

  private void check(ExecutorService worker, Thread[] thread, String which, I input)
      throws InterruptedException {
    long nanos = Long.MAX_VALUE;
    // Again when it was slow: the compiler and the collector take their time as well.
    for (int i = 0; i < REPEATED && nanos > DEADLINE.toNanos(); i++) {
      nanos = Math.min(nanos, measured(worker, thread, which, input));
    }
    if (nanos > slowest) {
      slowest = nanos;
      slowestInput = which;
    }
    if (nanos > DEADLINE.toNanos()) {
      throw failure(
          which, input, "took %d ms of processor time".formatted(nanos / 1_000_000), null);
    }
  }

  private long measured(ExecutorService worker, Thread[] thread, String which, I input)
      throws InterruptedException {
    Future<Long> run =
        worker.submit(
            () -> {
              long begun = threads.getCurrentThreadCpuTime();
              parser.parse(input);
              return threads.getCurrentThreadCpuTime() - begun;
            });
    long begun = -1;
    while (true) {
      try {
        return run.get(100, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw failure(which, input, "throws " + e.getCause(), e.getCause());
      } catch (TimeoutException running) {
        long used = threads.getThreadCpuTime(thread[0].threadId());
        begun = begun < 0 ? used : begun;
        if (used - begun > ENDLESS.toNanos()) {
          throw failure(which, input, "does not end", null);
        }
      }
    }
  }

  private AssertionError failure(String which, I input, String what, @Nullable Throwable cause) {
    var text = String.valueOf(input);
    return new AssertionError(
        "%s: %s %s; repeat with -Dfuzz.seed=%d; the input begins: %s"
            .formatted(name, which, what, seed, text.substring(0, Math.min(SHOWN, text.length()))),
        cause);
  }
}
