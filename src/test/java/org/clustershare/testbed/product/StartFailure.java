package org.clustershare.testbed.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a server did not start: the end of its log and, if it hangs, its busy threads. The CI keeps a
 * failure's message, not the files.
 *
 * @param reason what the test bed saw, one sentence
 * @param log the last lines of the log
 * @param threads the busy threads, empty if the process has ended
 */
record StartFailure(String reason, List<String> log, List<String> threads) {
  private static final int LOG_LINES = 40;
  private static final int FRAMES = 5;
  private static final int LINE_LENGTH = 400;
  private static final int THREAD_LINES = 150;
  private static final int THREAD_LINES_IN_MESSAGE = 60;

  /** Reads the log and the threads; appends all threads to the log. */
  static StartFailure of(String reason, Path log, Optional<Long> pid) {
    try {
      var lines = tail(log);
      var threads = pid.map(ThreadDump::of);
      if (threads.isPresent()) {
        Files.writeString(log, threads.get().text(), StandardOpenOption.APPEND);
      }
      return new StartFailure(
          reason, lines, threads.map(dump -> dump.busy(THREAD_LINES)).orElse(List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(reason, e);
    }
  }

  /** The exception to throw; prints everything first. */
  IllegalStateException exception() {
    System.out.println(text(THREAD_LINES));
    return new IllegalStateException(text(THREAD_LINES_IN_MESSAGE));
  }

  String text(int threadLines) {
    var part = "%n--- end of its log%n%s".formatted(String.join("\n", log));
    if (threads.isEmpty()) {
      return reason + part;
    }
    return threads.stream()
        .limit(threadLines)
        .collect(Collectors.joining("\n", reason + part + "\n--- its busy threads\n", ""));
  }

  private static List<String> tail(Path log) throws IOException {
    var kept = new ArrayDeque<String>();
    int frames = 0;
    for (var line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      frames = line.startsWith("\tat ") ? frames + 1 : 0;
      if (!line.isBlank() && frames <= FRAMES) {
        kept.add(line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "…" : line);
      }
    }
    return kept.stream().skip(Math.max(0, kept.size() - LOG_LINES)).toList();
  }
}
