package org.clustershare.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.TrustedHttp;

/** The floor of a pass: the same bytes with a plain HTTP client, on new connections as well. */
final class BareGets {
  private BareGets() {}

  /** The same while the products do nothing. */
  static double sendAlone(
      List<Product> products, List<List<String>> addressesByCluster, int atOnce, Path caFile) {
    var paused = new Paused(products);
    try {
      return send(addressesByCluster, atOnce, caFile);
    } finally {
      paused.close();
    }
  }

  /**
   * Reads the addresses of each cluster one after the other, some clusters at once.
   *
   * @return the time it took, in seconds
   */
  static double send(List<List<String>> addressesByCluster, int atOnce, Path caFile) {
    var http = TrustedHttp.client(caFile);
    var executor = Executors.newFixedThreadPool(atOnce);
    try {
      var calls = new ArrayList<Callable<Void>>();
      for (var addresses : addressesByCluster) {
        calls.add(
            () -> {
              for (var address : addresses) {
                get(http, address);
              }
              return null;
            });
      }
      long begun = System.nanoTime();
      for (var done : executor.invokeAll(calls)) {
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

  private static void get(HttpClient http, String address) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer simulated")
                .header("Accept", "application/json")
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 500) {
      throw new IllegalStateException(address + " " + answer.statusCode());
    }
  }
}
