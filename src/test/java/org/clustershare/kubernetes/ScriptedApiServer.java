package org.clustershare.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.clustershare.kubernetes.connection.ApiConnection.Limits;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An API server on the loopback that answers as a test says, and clients of it. What fails in an
 * answer fails the test.
 */
final class ScriptedApiServer implements AfterEachCallback {
  static final AddressPolicy EVERYTHING = new AddressPolicy(EnumSet.allOf(NetworkRange.class));
  static final Limits LIMITS = new Limits(Duration.ofSeconds(20), 1 << 20);
  static final Limits IMPATIENT = new Limits(Duration.ofMillis(500), 1 << 20);
  static final String PATH = "/api/v1/namespaces";
  static final JsonObject BODY = Json.createObjectBuilder().add("a", 1).build();

  /** How many requests have come. */
  final AtomicInteger calls = new AtomicInteger();

  /** The method and the address of each request. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  private final HttpServer server = start();
  private final List<Throwable> failedInHandler = new CopyOnWriteArrayList<>();

  /** An answer; the second parameter counts the requests, from 1. */
  interface Behaviour {
    void answer(HttpExchange exchange, int call) throws IOException, InterruptedException;
  }

  private static HttpServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers every request so; called once. */
  void when(Behaviour behaviour) {
    server.createContext(
        "/",
        exchange -> {
          try {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            behaviour.answer(exchange, calls.incrementAndGet());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) { // else the server only ends the connection
            failedInHandler.add(e);
            throw e;
          } finally {
            exchange.close();
          }
        });
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
    assertThat(failedInHandler).isEmpty();
  }

  /** The server's address. */
  URI address() {
    return address("127.0.0.1");
  }

  private URI address(String host) {
    return URI.create("http://%s:%d".formatted(host, server.getAddress().getPort()));
  }

  ClusterApi api() {
    return api("127.0.0.1", EVERYTHING, Dns.SYSTEM, LIMITS);
  }

  /** A client with half a second for a call. */
  ClusterApi impatient() {
    return api("127.0.0.1", EVERYTHING, Dns.SYSTEM, IMPATIENT);
  }

  ClusterApi api(String host, AddressPolicy policy, Dns resolver) {
    return api(host, policy, resolver, LIMITS);
  }

  private ClusterApi api(String host, AddressPolicy policy, Dns resolver, Limits limits) {
    return new ClusterApis(policy, resolver, limits).of(access(address(host), "very-secret-token"));
  }

  /** Access with a bearer token. */
  static ClusterAccess access(URI address, String token) {
    return new ClusterAccess(
        address, Optional.empty(), new Credentials.BearerToken(Secret.of(token)));
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A Status object of Kubernetes. */
  static String status(int code, String reason) {
    return "{\"kind\":\"Status\",\"code\":%d,\"reason\":\"%s\",\"message\":\"the message\"}"
        .formatted(code, reason);
  }

  /** A page with one namespace; an empty token means the last page. */
  static String page(String name, String next) {
    return "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"%s\"},\"items\":[{\"metadata\":{\"name\":\"%s\"}}]}"
        .formatted(next, name);
  }
}
