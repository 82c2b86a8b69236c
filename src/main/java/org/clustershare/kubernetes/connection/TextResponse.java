package org.clustershare.kubernetes.connection;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.memory.Reservation;

/**
 * A response that is not a Kubernetes object, as text.
 *
 * @param body at most 4 MiB
 * @param date the API server's clock when it answered (RFC 9110, section 6.6.1)
 * @param reservation the memory of the response
 */
public record TextResponse(String body, Optional<Instant> date, Reservation reservation) {

  /** These fields of the body; empty if it is not a JSON object. */
  public Optional<JsonObject> object(FieldMask mask) {
    return ClusterBusyException.translateDenial(
        () -> new RawResponse(body.getBytes(StandardCharsets.UTF_8)).find(mask, reservation));
  }
}
