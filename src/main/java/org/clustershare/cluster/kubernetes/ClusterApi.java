package org.clustershare.cluster.kubernetes;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * One cluster's API server, spoken to in plain JSON: what a newer Kubernetes adds is kept, never
 * refused. Paths come from {@link ApiPath}. Each call ends within ten seconds, is tried again only
 * when that is safe, and throws a {@link ClusterException} when there is no result.
 */
public final class ClusterApi {
  /** Who we are in {@code metadata.managedFields}. */
  public static final String FIELD_MANAGER = "cluster-share";

  private static final String PAGE = "500";
  private static final long LONGEST_LIST = 32 << 20;
  private static final long LONGEST_COLLECTION = 256 << 20;
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType JSON_PATCH = MediaType.get("application/json-patch+json");
  // JSON is YAML; API servers take this type for server-side apply since 1.16.
  private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");

  private final ApiConnection connection;
  private final Supplier<ApiConnection> renewal;
  private final Manner manner;

  /**
   * How calls are made.
   *
   * @param deadline when all of them have to be over
   * @param shared whether equal reads at the same time are one call
   * @param waiting is told of waits for answers
   */
  private record Manner(Optional<Deadline> deadline, boolean shared, Waiting waiting) {
    static final Manner PLAIN = new Manner(Optional.empty(), false, Waiting.IDLY);
  }

  /**
   * The way to an API server.
   *
   * @param renewal the connection with the credentials that are kept now; asked when the server
   *     does not accept ours any more, because they may have been replaced in between
   */
  ClusterApi(ApiConnection connection, Supplier<ApiConnection> renewal) {
    this(connection, renewal, Manner.PLAIN);
  }

  private ClusterApi(ApiConnection connection, Supplier<ApiConnection> renewal, Manner manner) {
    this.connection = connection;
    this.renewal = renewal;
    this.manner = manner;
  }

  /** The same API server for a series of calls that has to be over in this time. */
  public ClusterApi within(Duration duration) {
    return in(new Manner(Optional.of(Deadline.in(duration)), false, manner.waiting));
  }

  /**
   * The same for a person who waits: those who read the same at the same time share a call, which
   * begins after each of them has asked. They all have this time.
   */
  public ClusterApi sharedWithin(Duration duration) {
    return in(new Manner(Optional.of(Deadline.in(duration)), true, manner.waiting));
  }

  /** The same API server for calls whose waits are told to somebody. */
  public ClusterApi telling(Waiting told) {
    return in(new Manner(manner.deadline, manner.shared, told));
  }

  private ClusterApi in(Manner other) {
    return new ClusterApi(connection, renewal, other);
  }

  /** The version as the server calls it, such as {@code v1.36.3}. */
  public String version() {
    return Optional.of(get("/version").getString("gitVersion", ""))
        .filter(version -> !version.isEmpty())
        .orElseThrow(Received::notKubernetes);
  }

  /**
   * Reads what is not an object of Kubernetes, such as {@code /metrics}.
   *
   * @param accept the media type to ask for
   */
  public PlainAnswer plain(String path, String accept) {
    return connection.plain(path, accept, manner.deadline);
  }

  public JsonObject get(String path) {
    return shared(connection.objects(), path, () -> send("GET", to -> to.url(path).build(), null));
  }

  /** Whoever has not the time of a whole call left reads alone: others would fail with them. */
  private <T> T shared(SharedReads<T> reads, String what, Supplier<T> call) {
    return manner.shared && connection.hasTimeForACall(manner.deadline)
        ? reads.read(what, call)
        : call.get();
  }

  /** The object, or empty when the server says that there is none. */
  public Optional<JsonObject> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (ClusterRefusedException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All objects of a collection, read in pages.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public List<JsonObject> list(String path, String labelSelector) {
    return list(path, labelSelector, "");
  }

  /**
   * All objects of a collection, read in pages.
   *
   * @param fieldSelector such as {@code metadata.name=x}; empty for all
   */
  public List<JsonObject> list(String path, String labelSelector, String fieldSelector) {
    return shared(
        connection.lists(),
        String.join("\n", path, labelSelector, fieldSelector),
        () -> pagesAnewWhenGone(path, labelSelector, fieldSelector));
  }

  private List<JsonObject> pagesAnewWhenGone(
      String path, String labelSelector, String fieldSelector) {
    try {
      return pages(path, labelSelector, fieldSelector);
    } catch (ClusterRefusedException e) {
      // The server forgot the version that the first page was of.
      if (e.status() == 410) {
        return pages(path, labelSelector, fieldSelector);
      }
      throw e;
    }
  }

  private List<JsonObject> pages(String path, String labelSelector, String fieldSelector) {
    var items = new ArrayList<JsonObject>();
    objects(path, labelSelector, fieldSelector, LONGEST_LIST).each(items::add);
    return Collections.unmodifiableList(items);
  }

  /**
   * A collection of which only a page is in memory at a time.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public ObjectList objects(String path, String labelSelector) {
    return objects(path, labelSelector, "", LONGEST_COLLECTION);
  }

  private ObjectList objects(
      String path, String labelSelector, String fieldSelector, long longest) {
    return new ObjectList(token -> page(path, labelSelector, fieldSelector, token), longest);
  }

  private Received page(String path, String labelSelector, String fieldSelector, String token) {
    return receive(
        "GET",
        to -> {
          var url = to.url(path).addQueryParameter("limit", PAGE);
          addUnlessEmpty(url, "labelSelector", labelSelector);
          addUnlessEmpty(url, "fieldSelector", fieldSelector);
          addUnlessEmpty(url, "continue", token);
          return url.build();
        },
        null);
  }

  private static void addUnlessEmpty(HttpUrl.Builder url, String name, String value) {
    if (!value.isEmpty()) {
      url.addQueryParameter(name, value);
    }
  }

  /**
   * Makes an object.
   *
   * @param path of the collection
   */
  public JsonObject create(String path, JsonObject body) {
    return send("POST", to -> written(to, path).build(), new Body(JSON, body));
  }

  /**
   * Writes an object as a whole, if nobody else did in between.
   *
   * @param body carries the {@code resourceVersion} that was read
   * @throws ClusterRefusedException which is a {@link ClusterRefusedException#conflict() conflict}
   *     when somebody did
   */
  public JsonObject replace(String path, JsonObject body) {
    return send("PUT", to -> written(to, path).build(), new Body(JSON, body));
  }

  /**
   * Server-side apply: makes the object or sets the fields of the body, whoever owned them before.
   * Fields that are not in the body stay as they are, unless we applied them earlier.
   */
  public JsonObject apply(String path, JsonObject body) {
    return send(
        "PATCH",
        to -> written(to, path).addQueryParameter("force", "true").build(),
        new Body(APPLY, body));
  }

  /**
   * Changes an object by a JSON Patch (RFC 6902). The server carries it out on the newest state,
   * and again when somebody was faster, so that no other change is lost.
   *
   * @throws ClusterRefusedException with status 422 when one of the patch's tests fails or the
   *     result is not valid; {@link ClusterRefusedException#conflict() conflict} when others kept
   *     being faster
   */
  public JsonObject patch(String path, JsonArray operations) {
    return send("PATCH", to -> written(to, path).build(), new Body(JSON_PATCH, operations));
  }

  /**
   * Removes an object.
   *
   * @param options a {@code DeleteOptions} object, for preconditions
   */
  public void delete(String path, JsonObject options) {
    send("DELETE", to -> to.url(path).build(), new Body(JSON, options));
  }

  /** Removes an object. */
  public void delete(String path) {
    delete(path, JsonValue.EMPTY_JSON_OBJECT);
  }

  private static HttpUrl.Builder written(ApiConnection to, String path) {
    return to.url(path).addQueryParameter("fieldManager", FIELD_MANAGER);
  }

  private JsonObject send(
      String method, Function<ApiConnection, HttpUrl> url, @Nullable RequestBody body) {
    return receive(method, url, body).object();
  }

  private Received receive(
      String method, Function<ApiConnection, HttpUrl> url, @Nullable RequestBody body) {
    try {
      return receive(connection, method, url, body);
    } catch (ClusterRefusedException e) {
      var renewed = e.unauthorized() ? renewal.get() : connection;
      if (renewed == connection) {
        throw e;
      }
      // A server that did not let us in has done nothing: even a write can be sent again.
      return receive(renewed, method, url, body);
    }
  }

  private Received receive(
      ApiConnection to,
      String method,
      Function<ApiConnection, HttpUrl> url,
      @Nullable RequestBody body) {
    var request = new Request.Builder().url(url.apply(to)).method(method, body);
    return to.send(request, manner.deadline, manner.waiting);
  }

  /** Sent once: OkHttp must not send a write again after the connection broke in the middle. */
  private static final class Body extends RequestBody {
    private final MediaType type;
    private final byte[] octets;

    Body(MediaType type, JsonStructure body) {
      this.type = type;
      this.octets = asGoWrites(body.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a JSON Patch tests is compared with the API server's own text, letter by letter, and
     * there these are escaped (Go's encoding/json). They only ever stand within strings.
     */
    private static String asGoWrites(String json) {
      return StringUtils.replaceEach(
          json,
          new String[] {"&", "<", ">", "\u2028", "\u2029"},
          new String[] {"\\u0026", "\\u003c", "\\u003e", "\\u2028", "\\u2029"});
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return octets.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(octets);
    }
  }
}
