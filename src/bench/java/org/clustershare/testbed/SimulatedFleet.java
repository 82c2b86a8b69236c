package org.clustershare.testbed;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.product.ChildProcess;

/** Many simulated API servers, for load only ({@code src/bench/simulated}, built at each start). */
public final class SimulatedFleet implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ChildProcess process;
  private final int admin;
  private final List<Integer> ports;
  private final Path caFile;

  private SimulatedFleet(ChildProcess process, JsonObject ready, Path dir) throws IOException {
    this.process = process;
    this.admin = ready.getInt("admin");
    this.ports =
        ready.getJsonArray("ports").getValuesAs(JsonNumber.class).stream()
            .map(JsonNumber::intValue)
            .toList();
    this.caFile = Files.writeString(dir.resolve("simulated-ca.pem"), ready.getString("ca"));
  }

  public static SimulatedFleet start(Path dir, int count, int namespaces) {
    try {
      Files.createDirectories(dir);
      var program = dir.resolve("simulated-clusters");
      GoToolchain.find(dir, System.out::println)
          .build(Path.of("src/bench/simulated"), ".", "", program, line -> {});
      var process =
          ChildProcess.start(
              List.of(program.toString(), "--count=" + count, "--namespaces=" + namespaces),
              Map.of(),
              dir.resolve("simulated.err"));
      return new SimulatedFleet(process, process.awaitReady(), dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int count() {
    return ports.size();
  }

  public URI server(int index) {
    return URI.create("https://127.0.0.1:" + ports.get(index));
  }

  /** The CA of all their certificates. */
  public Path caFile() {
    return caFile;
  }

  /** Makes every cluster like the first one. */
  public void makeAllLikeTheFirst() {
    ask("POST", "/clone");
  }

  /** From now on every so manieth cluster takes requests and never answers; 0 for none. */
  public void hang(int every) {
    ask("POST", "/hang?every=" + every);
  }

  /** Removes an object from every cluster. */
  public void remove(String path) {
    ask("POST", "/remove?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
  }

  /** How many clusters lack an object. */
  public int missing(String path) {
    return Integer.parseInt(
        ask("GET", "/missing?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8)).strip());
  }

  /** Forgets what has been asked so far. */
  public void reset() {
    ask("POST", "/reset");
  }

  /** What has been asked since, by all together. */
  public JsonObject stats() {
    try (var reader = Json.createReader(new StringReader(ask("GET", "/stats")))) {
      return reader.readObject();
    }
  }

  /** Every GET since the reset, as pairs of a port and a path with its query. */
  public JsonArray paths() {
    try (var reader = Json.createReader(new StringReader(ask("GET", "/paths")))) {
      return reader.readArray();
    }
  }

  private String ask(String method, String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path))
                  .method(method, BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
