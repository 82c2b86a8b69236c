package org.clustershare.testbed.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that bind them later. The kernel takes the local ports of outgoing connections
 * from a range of its own, and the programs of the test bed choose theirs from 12,000 up to that
 * range ({@code ports.go}). So ports come from below both, and none is returned twice, also not to
 * the other JVMs that run tests at the same time. Browsers refuse some ports below 10,100.
 */
public final class Ports {
  private static final int LOWEST = 10_100;
  private static final int END = 12_000;
  private static final int TRIES = 10_000;
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final Set<Integer> RETURNED = ConcurrentHashMap.newKeySet();

  /** A port belongs to the JVM that holds the lock of the byte with the port's number. */
  private static final FileChannel RESERVATIONS = reservations();

  private Ports() {}

  /** Returns a port that is free, that no outgoing connection takes, and no other JVM of tests. */
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
      if (reserve(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port between %d and %d".formatted(LOWEST, END));
  }

  /** Takes the port for this JVM until it ends; false if it is taken. */
  static boolean reserve(int port) {
    try {
      return RETURNED.add(port) && RESERVATIONS.tryLock(port, 1, false) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel reservations() {
    var file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "cluster-share-ports-" + System.getProperty("user.name"));
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }

  /** The first port of outgoing connections; 32768 where the system does not tell (IANA: 49152). */
  static int ephemeralStart() {
    try (var range = new Scanner(EPHEMERAL, StandardCharsets.US_ASCII)) {
      return Math.max(END, range.nextInt());
    } catch (IOException | NoSuchElementException unknown) {
      return 32_768;
    }
  }
}
