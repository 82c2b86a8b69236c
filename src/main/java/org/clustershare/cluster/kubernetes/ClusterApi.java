package org.clustershare.cluster.kubernetes;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.clustershare.platform.Secret;

/**
 * One API server, spoken to in raw JSON, so that a newer Kubernetes with fields nobody knew does
 * not break us. Every call ends within ten seconds; reads are tried three times.
 *
 * <p>All methods throw {@link ClusterUnreachableException} when there is no usable answer and
 * {@link ClusterRefusedException} when the API server says no.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">API concepts</a>
 */
public final class ClusterApi {
  /** Who we are in {@code metadata.managedFields}. */
  public static final String FIELD_MANAGER = "cluster-share";

  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");
  private static final int PAGE = 500;
  private static final int TRIES = 3;
  private static final int SIZE_LIMIT = 32 * 1024 * 1024;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final OkHttpClient http;
  private final URI server;
  private final Optional<Secret> token;

  ClusterApi(OkHttpClient http, URI server, Optional<Secret> token) {
    this.http = http;
    this.server = server;
    this.token = token;
  }

  /** Reads one object. */
  public JsonObject get(String path) {
    return read(path);
  }

  /** Reads one object; empty when there is none. */
  public Optional<JsonObject> find(String path) {
    try {
      return Optional.of(read(path));
    } catch (ClusterRefusedException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Reads all objects of a collection, page by page; begins once more when a page has expired.
   *
   * @param labelSelector "" for all
   */
  public List<JsonObject> list(String path, String labelSelector) {
    try {
      return pages(path, labelSelector);
    } catch (ClusterRefusedException e) {
      if (e.status() == GONE) {
        return pages(path, labelSelector);
      }
      throw e;
    }
  }

  /** Makes an object. */
  public JsonObject create(String path, JsonObject body) {
    return once(request(path).post(body(JSON, body)).build());
  }

  /** Replaces an object; the body's resourceVersion says which state was seen. */
  public JsonObject replace(String path, JsonObject body) {
    return once(request(path).put(body(JSON, body)).build());
  }

  /** Server-side apply with our field manager, also over other managers' values. */
  public JsonObject apply(String path, JsonObject body) {
    return once(
        request(path + "?force=true&fieldManager=" + FIELD_MANAGER)
            .patch(body(APPLY, body))
            .build());
  }

  /** Deletes an object. */
  public JsonObject delete(String path) {
    return once(request(path).delete().build());
  }

  private List<JsonObject> pages(String path, String labelSelector) {
    var items = new ArrayList<JsonObject>();
    var more = "";
    do {
      var page =
          read(
              path
                  + "?limit="
                  + PAGE
                  + (labelSelector.isEmpty() ? "" : "&labelSelector=" + encoded(labelSelector))
                  + (more.isEmpty() ? "" : "&continue=" + encoded(more)));
      page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(items::add);
      var metadata = page.getOrDefault("metadata", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
      more = metadata.getString("continue", "");
    } while (!more.isEmpty());
    return items;
  }

  private JsonObject read(String path) {
    var request = request(path).get().build();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request);
      } catch (ClusterUnreachableException e) {
        if (attempt == TRIES || !(e.getCause() instanceof IOException) || hopeless(e.getCause())) {
          throw e;
        }
        pause(Duration.ofMillis(100L * attempt));
      } catch (RetryLaterException e) {
        if (attempt == TRIES || e.after.compareTo(LONGEST_WAIT) > 0) {
          throw e.refusal;
        }
        pause(e.after);
      }
    }
  }

  /** Trying again changes nothing about a wrong certificate or a forbidden address. */
  private static boolean hopeless(Throwable cause) {
    return cause instanceof SSLException
        || cause instanceof NetworkGuard.AddressRefusedException
        || cause instanceof java.io.InterruptedIOException;
  }

  private JsonObject once(Request request) {
    try (Response response = http.newCall(request).execute()) {
      var body = response.body().source();
      if (body.request(SIZE_LIMIT + 1L)) {
        throw new ClusterUnreachableException("The cluster's answer is larger than 32 MiB.");
      }
      var text = body.getBuffer().readUtf8();
      if (response.isSuccessful()) {
        return parse(text);
      }
      throw refusal(response, text);
    } catch (RetryLaterException e) {
      if (request.method().equals("GET")) {
        throw e;
      }
      throw e.refusal;
    } catch (IOException e) {
      throw new ClusterUnreachableException(sentence(e), e);
    }
  }

  private static RuntimeException refusal(Response response, String text) {
    if (response.isRedirect()) {
      return new ClusterUnreachableException(
          "The cluster's server sends us elsewhere; redirects are not followed.");
    }
    var status = status(text);
    var refusal =
        new ClusterRefusedException(
            response.code(),
            status.getString("reason", ""),
            status.getString("message", "The cluster answers with status " + response.code()));
    if (response.code() == TOO_MANY) {
      var after = Optional.ofNullable(response.header("Retry-After")).orElse("1");
      return new RetryLaterException(
          refusal, Duration.ofSeconds(after.matches("[0-9]{1,6}") ? Long.parseLong(after) : 1));
    }
    return refusal;
  }

  private static JsonObject status(String text) {
    try {
      return parse(text);
    } catch (ClusterUnreachableException notKubernetes) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  private static JsonObject parse(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new ClusterUnreachableException("The cluster's answer is not JSON of Kubernetes.", e);
    }
  }

  private static String sentence(IOException e) {
    if (e instanceof NetworkGuard.AddressRefusedException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof java.io.InterruptedIOException) {
      return "The cluster's server did not answer in time.";
    }
    if (e instanceof java.net.UnknownHostException) {
      return "The name of the cluster's server is not known.";
    }
    if (e instanceof SSLException) {
      return "The certificate of the cluster's server cannot be trusted: check"
          + " certificate-authority-data and the server's name.";
    }
    return "The cluster's server cannot be reached.";
  }

  private Request.Builder request(String path) {
    var request = new Request.Builder().url(server + path).header("Accept", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return request;
  }

  private static RequestBody body(MediaType type, JsonObject json) {
    // As bytes: from a String OkHttp would add a charset, which the API server does not know.
    return RequestBody.create(json.toString().getBytes(StandardCharsets.UTF_8), type);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void pause(Duration about) {
    long millis = Math.max(1, about.toMillis());
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnreachableException("The call was interrupted.", e);
    }
  }

  private static final class RetryLaterException extends RuntimeException {
    private final transient ClusterRefusedException refusal;
    private final transient Duration after;

    RetryLaterException(ClusterRefusedException refusal, Duration after) {
      super(refusal);
      this.refusal = refusal;
      this.after = after;
    }
  }
}
