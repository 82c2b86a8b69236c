package org.clustershare.kubernetes.connection;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.memory.Reservation;

/**
 * What an API server answered, as it came.
 *
 * @param body at most 4 MiB
 * @param date when the API server's clock says that it answered (RFC 9110, section 6.6.1)
 * @param reservation the memory of the answer
 */
public record TextResponse(String body, Optional<Instant> date, Reservation reservation) {

  /** These fields of the body, which is a JSON object; empty when it is none. */
  public Optional<JsonObject> object(FieldMask mask) {
    return ClusterBusyException.translated(
        () -> new RawResponse(body.getBytes(StandardCharsets.UTF_8)).find(mask, reservation));
  }
}
