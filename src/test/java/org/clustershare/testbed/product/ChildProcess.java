package org.clustershare.testbed.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that we started. Programs of the test bed end when their standard input does. */
public final class ChildProcess implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 10;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // When this JVM ends, no child process stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + " does not start", e);
    }
  }

  /** The line of JSON with which a program of the test bed says that it is ready. */
  public JsonObject awaitReady() {
    try {
      var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
      var line = output.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "It did not start: " + Files.readString(log, StandardCharsets.UTF_8));
      }
      try (var reader = Json.createReader(new StringReader(line))) {
        return reader.readObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** The process that it runs itself, if it does. */
  Optional<Long> childPid() {
    return process.children().map(ProcessHandle::pid).findFirst();
  }

  /** Kills the process that it runs itself, and waits until it is gone. */
  void killChild() {
    process
        .children()
        .findFirst()
        .ifPresent(
            child -> {
              child.destroyForcibly();
              child.onExit().join();
            });
  }

  /** Ends it: politely first, and waits. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      process.getOutputStream().close();
      process.destroy();
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException alreadyClosed) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
