package org.clustershare.testbed.instances;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.testbed.instances.Instances.Lost;

/**
 * A load balancer without sticky sessions: it sends each request to another instance. It sends a
 * request a second time only if the first connection was refused, before a byte was sent. If an
 * instance ends during a request, the client gets 502, and the request counts as lost.
 */
final class LoadBalancer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final ServerSocket server;
  private final List<Target> targets;
  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Lost> lost = new CopyOnWriteArrayList<>();

  /** An instance as the load balancer sees it. */
  static final class Target {
    private final int port;
    private boolean ready = true;
    private boolean paused;
    private int inFlight;
    private int served;
    private int kills;

    Target(int port) {
      this.port = port;
    }

    int port() {
      return port;
    }

    /** How many requests it has answered. */
    synchronized int served() {
      return served;
    }

    /** A readiness probe has succeeded. */
    synchronized void ready() {
      ready = true;
      paused = false;
    }

    /** A connection was refused; it gets no requests until the next probe. */
    private synchronized void refused() {
      ready = false;
    }

    /** Runs something while no request is in flight here; new ones go elsewhere. */
    synchronized void whenIdle(Runnable action) throws InterruptedException {
      paused = true;
      while (inFlight > 0) {
        wait();
      }
      kill(action);
    }

    /** Kills it, whatever is in flight. */
    synchronized void kill(Runnable action) {
      kills++;
      action.run();
    }

    /** Begins a request; returns how often the instance had been killed, or -1 if it takes none. */
    private synchronized int begin() {
      if (!ready || paused) {
        return -1;
      }
      inFlight++;
      return kills;
    }

    private synchronized boolean end(int killsBefore, boolean answered) {
      inFlight--;
      served += answered ? 1 : 0;
      notifyAll();
      return kills > killsBefore;
    }
  }

  LoadBalancer(int port, List<Target> targets) {
    this.targets = List.copyOf(targets);
    try {
      this.server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** The requests that were lost so far. */
  List<Lost> lost() {
    return List.copyOf(lost);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(PATIENCE_MILLIS);
      var request = HttpMessage.request(new BufferedInputStream(client.getInputStream()));
      if (request.isPresent()) {
        client.getOutputStream().write(answer(request.get()));
        client.getOutputStream().flush();
      }
    } catch (IOException clientIsGone) {
      // A browser closes connections that it does not need.
    }
  }

  private byte[] answer(HttpMessage request) {
    var first = Math.floorMod(next.getAndIncrement(), targets.size());
    var order = new ArrayList<Target>();
    for (int i = 0; i < targets.size(); i++) {
      order.add(targets.get((first + i) % targets.size()));
    }
    for (var target : order) {
      int kills = target.begin();
      if (kills < 0) {
        continue;
      }
      boolean answered = false;
      String reason = "";
      try (var connection = connect(target)) {
        connection.setSoTimeout(PATIENCE_MILLIS);
        connection.getOutputStream().write(request.forwarded());
        connection.getOutputStream().flush();
        var response =
            HttpMessage.response(
                new BufferedInputStream(connection.getInputStream()),
                request.firstLine().startsWith("HEAD "));
        answered = true;
        return response.forwarded();
      } catch (ConnectException refused) {
        target.refused();
        continue;
      } catch (IOException e) {
        reason = e.toString();
      } finally {
        boolean killed = target.end(kills, answered);
        if (!reason.isEmpty()) {
          lost.add(new Lost(request.firstLine(), killed, reason));
        }
      }
      return failure("its instance ended");
    }
    lost.add(new Lost(request.firstLine(), false, "no instance is ready"));
    return failure("no instance is ready");
  }

  private static Socket connect(Target target) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static byte[] failure(String reason) {
    var response =
        "HTTP/1.1 %d Bad Gateway\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(Instances.LOST, reason.length(), reason);
    return response.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
