package org.clustershare.testbed.product;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that bind them later. The kernel takes the local ports of outgoing connections
 * from a range of its own; a port of that range can be in use again before its program starts. So
 * ports come from below that range, and none is returned twice.
 */
public final class Ports {
  private static final int LOWEST = 12_000;
  private static final int TRIES = 1_000;
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int EPHEMERAL_START = ephemeralStart();
  private static final Set<Integer> RETURNED = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** Returns a port that is free, and that no outgoing connection takes. */
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL_START);
      if (RETURNED.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port between %d and %d".formatted(LOWEST, EPHEMERAL_START));
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
      return Math.max(LOWEST + TRIES, range.nextInt());
    } catch (IOException | NoSuchElementException unknown) {
      return 32_768;
    }
  }
}
