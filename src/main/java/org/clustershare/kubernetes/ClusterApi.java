package org.clustershare.kubernetes;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.MediaType;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.Deadline;
import org.clustershare.kubernetes.connection.JsonRequestBody;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.connection.TextResponse;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;

/**
 * Client of one cluster's API server. Objects are plain JSON, so fields that a newer Kubernetes
 * adds are kept. Paths come from {@link ApiPath}. Each call ends within ten seconds, is retried
 * only if that is safe, and throws a {@link ClusterException} if it has no result.
 */
public final class ClusterApi {
  /** Cluster Share's name in {@code metadata.managedFields}. */
  public static final String FIELD_MANAGER = "cluster-share";

  private static final int MAX_VERSION = 100;
  private static final ItemMapping<JsonObject> OBJECTS =
      ItemMapping.objects("objects", FieldMask.ALL);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType JSON_PATCH = MediaType.get("application/json-patch+json");
  // JSON is YAML; API servers accept this type for server-side apply since 1.16.
  private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");

  private final ApiCalls calls;

  /**
   * Client of an API server.
   *
   * @param renewal returns the connection with the credentials that are stored now; called if the
   *     API server refuses the present ones
   * @param memory responses reserve their memory here
   */
  ClusterApi(ApiConnection connection, Supplier<ApiConnection> renewal, MemoryBudget memory) {
    this(new ApiCalls(connection, renewal, CallOptions.of(memory)));
  }

  private ClusterApi(ApiCalls calls) {
    this.calls = calls;
  }

  /** The same API server for a series of calls that ends within this time. */
  public ClusterApi within(Duration duration) {
    return with(calls.options().until(Deadline.in(duration), false));
  }

  /**
   * The same API server for a person's request: equal concurrent reads share one call, which starts
   * after the last reader has joined. All of them together end within this time.
   */
  public ClusterApi coalescedWithin(Duration duration) {
    return with(calls.options().until(Deadline.in(duration), true));
  }

  /** The same API server for work that holds its responses in memory until it ends. */
  public ClusterApi holding(HeldMemory held) {
    return holding(calls.options().memory(), held);
  }

  /** The same for work with a memory budget of its own. */
  public ClusterApi holding(MemoryBudget memory, HeldMemory held) {
    return with(calls.options().holding(memory, held));
  }

  private ClusterApi with(CallOptions options) {
    return new ClusterApi(calls.with(options));
  }

  /** The version as the API server reports it, such as {@code v1.36.3}. */
  public String version() {
    return Optional.of(get("/version").getString("gitVersion", ""))
        .filter(version -> !version.isEmpty() && version.length() <= MAX_VERSION)
        .orElseThrow(RawResponse::notKubernetes);
  }

  /**
   * Reads a resource that is not a Kubernetes object, such as {@code /metrics}, without retries.
   *
   * @param accept the media type to request
   */
  public TextResponse text(String path, String accept) {
    return calls.text(path, accept);
  }

  public JsonObject get(String path) {
    return calls.object(Optional.of(path), ApiRequest.get(to -> to.url(path).build()));
  }

  /** The object; empty if the API server answers that there is none. */
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
   * All objects of a collection.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public List<JsonObject> list(String path, String labelSelector) {
    return list(path, labelSelector, OBJECTS);
  }

  /**
   * The results of a mapping for all objects of a collection: at most 32 MiB, a million values.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public <T> List<T> list(String path, String labelSelector, ItemMapping<T> mapping) {
    return list(path, labelSelector, "", mapping);
  }

  /**
   * The same for the objects that a field selector matches.
   *
   * @param fieldSelector such as {@code metadata.name=x}; empty for all
   */
  public <T> List<T> list(
      String path, String labelSelector, String fieldSelector, ItemMapping<T> mapping) {
    return new ObjectCollection(calls, path, labelSelector, fieldSelector).list(mapping);
  }

  /**
   * A collection with one page in memory at a time.
   *
   * @param labelSelector such as {@code component=userClusterRole}; empty for all
   */
  public PagedList objects(String path, String labelSelector) {
    return new ObjectCollection(calls, path, labelSelector, "").pages();
  }

  /**
   * Creates an object.
   *
   * @param path of the collection
   */
  public JsonObject create(String path, JsonObject body) {
    return calls.object(Optional.empty(), ApiRequest.write("POST", path, JSON, body));
  }

  /**
   * Replaces an object, unless another client has changed it since it was read.
   *
   * @param body carries the {@code resourceVersion} that was read
   * @throws ClusterRefusedException a {@link ClusterRefusedException#conflict() conflict} if
   *     another client has changed the object
   */
  public JsonObject replace(String path, JsonObject body) {
    return calls.object(Optional.empty(), ApiRequest.write("PUT", path, JSON, body));
  }

  /**
   * Server-side apply: creates the object, or sets the fields of the body and takes them over from
   * their managers. Other fields stay, except those that Cluster Share applied earlier.
   *
   * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side
   *     Apply</a>
   */
  public void apply(String path, JsonObject body) {
    calls.sendOnly(ApiRequest.apply(path, APPLY, body));
  }

  /**
   * Changes an object by a JSON Patch (RFC 6902). The API server applies it to the newest state and
   * retries on concurrent changes, so that no other change is lost.
   *
   * @throws ClusterRefusedException with status 422 if a test of the patch fails or the result is
   *     invalid; a {@link ClusterRefusedException#conflict() conflict} if the API server's retries
   *     fail
   */
  public JsonObject patch(String path, JsonArray operations) {
    return calls.object(Optional.empty(), ApiRequest.write("PATCH", path, JSON_PATCH, operations));
  }

  /**
   * Deletes an object.
   *
   * @param options a {@code DeleteOptions} object, for preconditions
   */
  public void delete(String path, JsonObject options) {
    calls.sendOnly(
        new ApiRequest("DELETE", to -> to.url(path).build(), new JsonRequestBody(JSON, options)));
  }

  /** Deletes an object. */
  public void delete(String path) {
    delete(path, JsonValue.EMPTY_JSON_OBJECT);
  }
}
