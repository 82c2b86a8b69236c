package org.clustershare.testbed.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of a Java process, as {@code jcmd <pid> Thread.print -l} prints them. */
record ThreadDump(String text) {
  private static final int SECONDS = 20;
  private static final int FRAMES = 25;

  /** Threads that run a server's start and its first requests. */
  private static final Pattern OF_A_START =
      Pattern.compile("\"(main|[^\"]*run-level|[^\"]*http-thread-pool|[^\"]*RunLevel)[^\"]*\".*");

  /** Frames of a thread that waits for work. */
  private static final Pattern IDLE =
      Pattern.compile(
          "(?s).*(\\.getTask\\(|SelectorImpl\\.select\\(|WorkQueue\\.take\\(|\\.awaitWork\\(|"
              + "DelayQueue\\.take\\(|LinkedBlockingQueue\\.take\\(|ReferenceQueue\\.remove).*");

  /** A thread that waits for a lock or for another thread. */
  private static final Pattern WAITS =
      Pattern.compile("(?s).*Thread\\.State: (BLOCKED|WAITING|TIMED_WAITING) .*");

  /** The threads of a process; a sentence in their place if the process does not answer. */
  static ThreadDump of(long pid) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var file = Files.createTempFile("threads", ".txt");
      try {
        var process =
            new ProcessBuilder(jcmd, String.valueOf(pid), "Thread.print", "-l")
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new ThreadDump("jcmd had no answer from process %d in 20 s.".formatted(pid));
        }
        return new ThreadDump(Files.readString(file, StandardCharsets.UTF_8));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ThreadDump("Interrupted before process %d printed its threads.".formatted(pid));
    }
  }

  /**
   * The threads that a hanging start is about, without those that wait for work: first the start's
   * own and deadlocks, then every thread that waits for a lock.
   *
   * @param limit the most lines
   */
  List<String> busy(int limit) {
    var blocks = List.of(text.split("\n\\s*\n"));
    if (blocks.stream().noneMatch(ThreadDump::isThread)) {
      return text.lines().limit(limit).toList();
    }
    var threads =
        blocks.stream()
            .filter(ThreadDump::isThread)
            .filter(b -> !IDLE.matcher(b).matches())
            .toList();
    return Stream.of(
            blocks.stream().filter(block -> block.contains("Java-level deadlock")),
            threads.stream().filter(ThreadDump::isOfAStart),
            threads.stream().filter(block -> !isOfAStart(block) && WAITS.matcher(block).matches()))
        .flatMap(part -> part)
        .flatMap(ThreadDump::shortened)
        .limit(limit)
        .toList();
  }

  private static boolean isThread(String block) {
    return block.stripLeading().startsWith("\"") && block.contains("Thread.State");
  }

  private static boolean isOfAStart(String block) {
    return OF_A_START.matcher(block.stripLeading().lines().findFirst().orElse("")).matches();
  }

  private static Stream<String> shortened(String block) {
    return block
        .strip()
        .lines()
        .filter(line -> !line.contains("ownable synchronizers:"))
        .limit(FRAMES);
  }
}
