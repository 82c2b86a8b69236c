package org.clustershare.kubernetes;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Request;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.connection.TextResponse;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.memory.Reservation;

/**
 * Sends requests to one API server and reserves memory for the responses. If the API server refuses
 * the credentials, the request is sent once more with the stored ones.
 *
 * @param renewal returns the connection with the credentials that are stored now: they may have
 *     been replaced since
 */
record ApiCalls(ApiConnection connection, Supplier<ApiConnection> renewal, CallOptions options) {
  private static final FieldMask NO_FIELDS = FieldMask.of("kind");

  ApiCalls with(CallOptions others) {
    return new ApiCalls(connection, renewal, others);
  }

  /**
   * Reads, and holds the memory of the result as the options say.
   *
   * @param key identifies the result among all reads of this server; empty if it is not shared
   */
  <T> T read(Optional<String> key, Function<Reservation, T> call) {
    return options.read(connection, key, call);
  }

  /** The object in the response to a request. */
  JsonObject object(Optional<String> key, ApiRequest request) {
    return read(
        key,
        reservation -> {
          var response = send(request, reservation);
          var object = response.object(FieldMask.ALL, reservation);
          reservation.remove(response.length());
          return object;
        });
  }

  /** A response that is not a Kubernetes object; requested once, without retries. */
  TextResponse text(String path, String accept) {
    return read(
        Optional.empty(),
        reservation ->
            connection.sendOnce(
                new Request.Builder().url(connection.url(path).build()).header("Accept", accept),
                options.deadline(),
                reservation));
  }

  /** Sends one of many writes: nothing of the response is kept. */
  void sendOnly(ApiRequest request) {
    ClusterBusyException.translateDenial(
        () -> {
          var reservation = options.memory().reserve();
          try {
            return send(request, reservation).object(NO_FIELDS, reservation);
          } finally {
            reservation.release();
          }
        });
  }

  RawResponse send(ApiRequest request, Reservation reservation) {
    try {
      return send(connection, request, reservation);
    } catch (ClusterRefusedException e) {
      var renewed = e.unauthorized() ? renewal.get() : connection;
      if (renewed == connection) {
        throw e;
      }
      // A server that refused the credentials did nothing: even a write can be sent again.
      return send(renewed, request, reservation);
    }
  }

  private RawResponse send(ApiConnection to, ApiRequest request, Reservation reservation) {
    return to.send(request.toBuilder(to), options.deadline(), reservation);
  }
}
