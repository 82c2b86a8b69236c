package org.clustershare.testbed;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The product's API as a script uses it, with a person's ID token. */
public final class Api {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String idToken;

  /** An answer. */
  public record Answer(int status, String contentType, String body, HttpHeaders headers) {
    /** The header ETag, with its quotes. */
    public String etag() {
      return headers.firstValue("ETag").orElseThrow();
    }

    public JsonObject object() {
      return (JsonObject) json();
    }

    public JsonArray array() {
      return (JsonArray) json();
    }

    private JsonStructure json() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.read();
      }
    }
  }

  /** With an empty token, which belongs to no person. */
  public Api(String base, String idToken) {
    this.base = base;
    this.idToken = idToken;
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, JsonStructure body) {
    return post(path, body.toString());
  }

  public Answer post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer delete(String path, JsonStructure body) {
    return send(request(path).method("DELETE", BodyPublishers.ofString(body.toString())));
  }

  public Answer put(String path, JsonStructure body) {
    return send("PUT", path, body.toString());
  }

  /** Any method with a body. */
  public Answer send(String method, String path, String body) {
    return send(request(path).method(method, BodyPublishers.ofString(body)));
  }

  /** With an {@code Idempotency-Key}. */
  public Answer postOnce(String key, String path, JsonStructure body) {
    return send(
        request(path)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Any call, with further headers as name, value, name, value. */
  public Answer call(String method, String path, String body, String... headers) {
    var request = request(path).method(method, BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Makes a project; gives its id. */
  public String createProject(String name) {
    return post("/api/v1/projects", Json.createObjectBuilder().add("name", name).build())
        .object()
        .getString("id");
  }

  /** Adds a cluster with a kubeconfig. */
  public Answer addCluster(String project, String name, String kubeconfig) {
    return post(
        "/api/v2/projects/%s/kubernetes/clusters".formatted(project),
        clusterBody(name, kubeconfig));
  }

  /** What adds a cluster. */
  public static JsonObject clusterBody(String name, String kubeconfig) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add(
            "kubeconfig",
            Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json");
    return idToken.isEmpty() ? request : request.header("Authorization", "Bearer " + idToken);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body(),
          answer.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
