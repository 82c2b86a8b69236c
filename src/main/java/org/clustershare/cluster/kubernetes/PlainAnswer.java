package org.clustershare.cluster.kubernetes;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What an API server answered, as it came.
 *
 * @param body at most 4 MiB
 * @param date when the API server's clock says that it answered (RFC 9110, section 6.6.1)
 */
public record PlainAnswer(String body, Optional<Instant> date) {

  /** The body as a JSON object; empty when it is none. */
  public Optional<JsonObject> object() {
    return new Received(body.getBytes(StandardCharsets.UTF_8)).find();
  }
}
