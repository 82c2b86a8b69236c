package org.clustershare.testbed;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.product.ChildProcess;

/**
 * A provider in a process of its own, so that its processor time is told apart. Nobody has to sign
 * in: its authorization endpoint sends everybody back at once.
 */
public final class SimulatedProvider implements AutoCloseable {
  private final ChildProcess process;
  private final URI url;
  private final Path caFile;
  private final String idToken;
  private final HttpClient http;

  private SimulatedProvider(ChildProcess process, URI url, Path caFile, String idToken) {
    this.process = process;
    this.url = url;
    this.caFile = caFile;
    this.idToken = idToken;
    this.http = TrustedHttp.client(caFile);
  }

  /** The provider's process itself: says on its output where it is, and ends with its input. */
  public static void main(String[] arguments) throws IOException {
    try (var provider = HostileProvider.start(Path.of(arguments[0]))) {
      System.out.println(
          Json.createObjectBuilder()
              .add("url", provider.url().toString())
              .add("caFile", provider.caFile().toString())
              .add("idToken", provider.idToken(arguments[1]))
              .build());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
    System.exit(0);
  }

  /**
   * Starts it.
   *
   * @param email of the person who uses the API
   */
  public static SimulatedProvider start(Path dir, String email) {
    var process =
        ChildProcess.start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // Else each answer on a kept connection waits 40 ms for an acknowledgement.
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedProvider.class.getName(),
                dir.toString(),
                email),
            Map.of(),
            dir.resolveSibling("provider.err"));
    var ready = process.awaitReady();
    return new SimulatedProvider(
        process,
        URI.create(ready.getString("url")),
        Path.of(ready.getString("caFile")),
        ready.getString("idToken"));
  }

  public URI url() {
    return url;
  }

  public Path caFile() {
    return caFile;
  }

  /** An ID token for the API. */
  public String idToken() {
    return idToken;
  }

  /** Where the provider sends a browser back to that was sent to this address. */
  public URI back(URI authorization) throws IOException, InterruptedException {
    return URI.create(
        http.send(HttpRequest.newBuilder(authorization).build(), BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow());
  }

  @Override
  public void close() {
    process.close();
  }
}
