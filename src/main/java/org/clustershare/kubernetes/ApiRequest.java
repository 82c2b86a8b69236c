package org.clustershare.kubernetes;

import jakarta.json.JsonStructure;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.JsonRequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be sent over any connection to its API server.
 *
 * @param url builds the address for a connection
 * @param body is null for a request that reads
 */
record ApiRequest(String method, Function<ApiConnection, HttpUrl> url, @Nullable RequestBody body) {

  static ApiRequest get(Function<ApiConnection, HttpUrl> url) {
    return new ApiRequest("GET", url, null);
  }

  /** A request that becomes an entry in {@code metadata.managedFields}. */
  static ApiRequest write(String method, String path, MediaType type, JsonStructure body) {
    return new ApiRequest(method, to -> managed(to, path).build(), new JsonRequestBody(type, body));
  }

  /** Server-side apply that takes over the fields of other managers. */
  static ApiRequest apply(String path, MediaType type, JsonStructure body) {
    return new ApiRequest(
        "PATCH",
        to -> managed(to, path).addQueryParameter("force", "true").build(),
        new JsonRequestBody(type, body));
  }

  private static HttpUrl.Builder managed(ApiConnection to, String path) {
    return to.url(path).addQueryParameter("fieldManager", ClusterApi.FIELD_MANAGER);
  }

  Request.Builder toBuilder(ApiConnection connection) {
    return new Request.Builder().url(url.apply(connection)).method(method, body);
  }
}
