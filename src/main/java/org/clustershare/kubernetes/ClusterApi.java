package org.clustershare.kubernetes;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.connection.Deadline;
import org.clustershare.kubernetes.connection.JsonRequestBody;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.connection.TextResponse;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.memory.Reservation;
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
  private static final int LONGEST_VERSION = 100;
  private static final PagedList.Limits LIST = new PagedList.Limits(32 << 20, 1_000_000);
  private static final PagedList.Limits COLLECTION =
      new PagedList.Limits(256 << 20, Long.MAX_VALUE);
  private static final ItemMapping<JsonObject> OBJECTS =
      ItemMapping.objects("objects", FieldMask.ALL);
  private static final FieldMask NOTHING = FieldMask.of("kind");
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType JSON_PATCH = MediaType.get("application/json-patch+json");
  // JSON is YAML; API servers take this type for server-side apply since 1.16.
  private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");

  private final ApiConnection connection;
  private final Supplier<ApiConnection> renewal;
  private final CallOptions manner;

  /**
   * The way to an API server.
   *
   * @param renewal the connection with the credentials that are kept now; asked when the server
   *     does not accept ours any more, because they may have been replaced in between
   * @param memory what answers take is taken of this
   */
  ClusterApi(ApiConnection connection, Supplier<ApiConnection> renewal, MemoryBudget memory) {
    this(connection, renewal, CallOptions.plain(memory));
  }

  private ClusterApi(
      ApiConnection connection, Supplier<ApiConnection> renewal, CallOptions manner) {
    this.connection = connection;
    this.renewal = renewal;
    this.manner = manner;
  }

  /** The same API server for a series of calls that has to be over in this time. */
  public ClusterApi within(Duration duration) {
    return in(manner.until(Deadline.in(duration), false));
  }

  /**
   * The same for a person who waits: those who read the same at the same time share a call, which
   * begins after each of them has asked. They all have this time.
   */
  public ClusterApi sharedWithin(Duration duration) {
    return in(manner.until(Deadline.in(duration), true));
  }

  /** The same API server for calls whose waits are told to somebody. */
  public ClusterApi telling(CallListener told) {
    return in(manner.telling(told));
  }

  /** The same API server for work that holds what it reads until its end. */
  public ClusterApi holding(HeldMemory held) {
    return in(manner.holding(manner.memory(), held));
  }

  /** The same for work that has a memory budget of its own. */
  public ClusterApi holding(MemoryBudget memory, HeldMemory held) {
    return in(manner.holding(memory, held));
  }

  private ClusterApi in(CallOptions other) {
    return new ClusterApi(connection, renewal, other);
  }

  /** The version as the server calls it, such as {@code v1.36.3}. */
  public String version() {
    return Optional.of(get("/version").getString("gitVersion", ""))
        .filter(version -> !version.isEmpty() && version.length() <= LONGEST_VERSION)
        .orElseThrow(RawResponse::notKubernetes);
  }

  /**
   * Reads what is not an object of Kubernetes, such as {@code /metrics}.
   *
   * @param accept the media type to ask for
   */
  public TextResponse plain(String path, String accept) {
    return read(
        Optional.empty(),
        reservation -> connection.plain(path, accept, manner.deadline(), reservation));
  }

  public JsonObject get(String path) {
    return read(
        Optional.of(path),
        reservation -> {
          var rawResponse = receive("GET", to -> to.url(path).build(), null, reservation);
          var object = rawResponse.object(FieldMask.ALL, reservation);
          reservation.remove(rawResponse.length());
          return object;
        });
  }

  private <T> T read(Optional<String> what, Function<Reservation, T> call) {
    return manner.read(connection, what, call);
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
    return list(path, labelSelector, fieldSelector, OBJECTS);
  }

  /**
   * What a mapping keeps of all objects of a collection, read in pages: at most 32 MiB of them, and
   * a million values.
   */
  public <T> List<T> list(String path, String labelSelector, ItemMapping<T> mapping) {
    return list(path, labelSelector, "", mapping);
  }

  /** The same for those objects that a field selector names. */
  public <T> List<T> list(
      String path, String labelSelector, String fieldSelector, ItemMapping<T> mapping) {
    return read(
        Optional.of(String.join("\n", path, labelSelector, fieldSelector, mapping.name())),
        reservation ->
            ExpiredListRetry.retry(
                () -> pages(path, labelSelector, fieldSelector, mapping, reservation)));
  }

  private <T> List<T> pages(
      String path,
      String labelSelector,
      String fieldSelector,
      ItemMapping<T> mapping,
      Reservation reservation) {
    var items = new ArrayList<T>();
    new PagedList(
            page(path, labelSelector, fieldSelector, reservation),
            LIST,
            manner.deadline(),
            reservation)
        .each(
            mapping.mask(),
            object -> {
              var item = mapping.map().apply(object);
              item.ifPresent(items::add);
              return item.map(kept -> mapping.size().applyAsLong(kept)).orElse(0L);
            });
    return List.copyOf(items);
  }

  /**
   * A collection of which only a page is in memory at a time.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public PagedList objects(String path, String labelSelector) {
    return read(
        Optional.empty(),
        reservation ->
            new PagedList(
                page(path, labelSelector, "", reservation),
                COLLECTION,
                manner.deadline(),
                reservation));
  }

  private Function<String, RawResponse> page(
      String path, String labelSelector, String fieldSelector, Reservation reservation) {
    return token ->
        receive(
            "GET",
            to -> {
              var url = to.url(path).addQueryParameter("limit", PAGE);
              addUnlessEmpty(url, "labelSelector", labelSelector);
              addUnlessEmpty(url, "fieldSelector", fieldSelector);
              addUnlessEmpty(url, "continue", token);
              return url.build();
            },
            null,
            reservation);
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
    return send("POST", to -> written(to, path).build(), new JsonRequestBody(JSON, body));
  }

  /**
   * Writes an object as a whole, if nobody else did in between.
   *
   * @param body carries the {@code resourceVersion} that was read
   * @throws ClusterRefusedException which is a {@link ClusterRefusedException#conflict() conflict}
   *     when somebody did
   */
  public JsonObject replace(String path, JsonObject body) {
    return send("PUT", to -> written(to, path).build(), new JsonRequestBody(JSON, body));
  }

  /**
   * Server-side apply: makes the object or sets the fields of the body, whoever owned them before.
   * Fields that are not in the body stay as they are, unless we applied them earlier.
   */
  public void apply(String path, JsonObject body) {
    sendOnly(
        "PATCH",
        to -> written(to, path).addQueryParameter("force", "true").build(),
        new JsonRequestBody(APPLY, body));
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
    return send(
        "PATCH", to -> written(to, path).build(), new JsonRequestBody(JSON_PATCH, operations));
  }

  /**
   * Removes an object.
   *
   * @param options a {@code DeleteOptions} object, for preconditions
   */
  public void delete(String path, JsonObject options) {
    sendOnly("DELETE", to -> to.url(path).build(), new JsonRequestBody(JSON, options));
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
    return read(
        Optional.empty(),
        reservation -> {
          var rawResponse = receive(method, url, body, reservation);
          var object = rawResponse.object(FieldMask.ALL, reservation);
          reservation.remove(rawResponse.length());
          return object;
        });
  }

  /** For many writes in a row: nothing of their answers is kept. */
  private void sendOnly(String method, Function<ApiConnection, HttpUrl> url, RequestBody body) {
    ClusterBusyException.translated(
        () -> {
          var reservation = manner.memory().reserve();
          try {
            return receive(method, url, body, reservation).object(NOTHING, reservation);
          } finally {
            reservation.leave();
          }
        });
  }

  private RawResponse receive(
      String method,
      Function<ApiConnection, HttpUrl> url,
      @Nullable RequestBody body,
      Reservation reservation) {
    try {
      return receive(connection, method, url, body, reservation);
    } catch (ClusterRefusedException e) {
      var renewed = e.unauthorized() ? renewal.get() : connection;
      if (renewed == connection) {
        throw e;
      }
      // A server that did not let us in has done nothing: even a write can be sent again.
      return receive(renewed, method, url, body, reservation);
    }
  }

  private RawResponse receive(
      ApiConnection to,
      String method,
      Function<ApiConnection, HttpUrl> url,
      @Nullable RequestBody body,
      Reservation reservation) {
    var request = new Request.Builder().url(url.apply(to)).method(method, body);
    return to.send(request, manner.deadline(), manner.waiting(), reservation);
  }
}
