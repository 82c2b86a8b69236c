package org.clustershare.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.product.Product;

/** The floor of a pass: the same calls with a plain HTTP client, on new connections as well. */
final class BareCalls {
  private BareCalls() {}

  /** A request; one with a body is an apply. */
  record Call(String address, String body) {
    /** The same at a server; the address was a path. */
    Call at(URI server) {
      return new Call(server + address, body);
    }
  }

  /** The same while the products do nothing. */
  static double sendAlone(
      List<Product> products, List<List<Call>> callsByCluster, int atOnce, Path caFile) {
    var paused = new Paused(products);
    try {
      return send(callsByCluster, atOnce, caFile);
    } finally {
      paused.close();
    }
  }

  /**
   * Makes the calls of each cluster one after the other, some clusters at once.
   *
   * @return the time it took, in seconds
   */
  static double send(List<List<Call>> callsByCluster, int atOnce, Path caFile) {
    var http = TrustedHttp.client(caFile);
    var executor = Executors.newFixedThreadPool(atOnce);
    try {
      var works = new ArrayList<Callable<Void>>();
      for (var calls : callsByCluster) {
        works.add(
            () -> {
              for (var call : calls) {
                send(http, call);
              }
              return null;
            });
      }
      long begun = System.nanoTime();
      for (var done : executor.invokeAll(works)) {
        done.get();
      }
      return (System.nanoTime() - begun) / 1e9;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      executor.shutdown();
    }
  }

  /** What one call reads. */
  static JsonObject read(Call call, Path caFile) {
    try (var reader =
        Json.createReader(new ByteArrayInputStream(send(TrustedHttp.client(caFile), call)))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] send(HttpClient http, Call call) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(call.address()))
            .header("Authorization", "Bearer simulated")
            .header("Accept", "application/json");
    if (!call.body().isEmpty()) {
      request
          .header("Content-Type", "application/apply-patch+yaml")
          .method("PATCH", BodyPublishers.ofString(call.body()));
    }
    var answer = http.send(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(call.address() + " " + answer.statusCode());
    }
    return answer.body();
  }
}
