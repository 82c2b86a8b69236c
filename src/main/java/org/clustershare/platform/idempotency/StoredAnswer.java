package org.clustershare.platform.idempotency;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.clustershare.platform.json.JsonBinding;
import org.clustershare.platform.json.JsonFactory;

/** Text form of an answer that waits for a repetition: its status, its ETag and its JSON body. */
final class StoredAnswer {
  private static final String STATUS = "status";
  private static final String ETAG = "etag";
  private static final String BODY = "body";

  private StoredAnswer() {}

  /**
   * The text of an answer.
   *
   * @param response has a record as its entity
   */
  static String text(Response response) {
    var text =
        JsonFactory.object()
            .add(STATUS, response.getStatus())
            .add(BODY, object(JsonBinding.write(response.getEntity())));
    Optional.ofNullable(response.getHeaderString(HttpHeaders.ETAG))
        .ifPresent(tag -> text.add(ETAG, tag));
    return text.build().toString();
  }

  /** The answer that {@link #text} describes. */
  static Response response(String text) {
    var stored = object(text);
    var response = Response.status(stored.getInt(STATUS)).entity(stored.getJsonObject(BODY));
    if (stored.containsKey(ETAG)) {
      response.header(HttpHeaders.ETAG, stored.getString(ETAG));
    }
    return response.build();
  }

  /** The answer in a row of an earlier version, which stored only the bodies of bindings. */
  static Response earlierResponse(String body) {
    return Response.ok(object(body)).build();
  }

  /** Whether an earlier version wrote this text. */
  static boolean isEarlier(String text) {
    return text.startsWith("{");
  }

  private static JsonObject object(String text) {
    try (var reader = JsonFactory.reader(text)) {
      return reader.readObject();
    }
  }
}
