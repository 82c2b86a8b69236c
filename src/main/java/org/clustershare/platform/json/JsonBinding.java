package org.clustershare.platform.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;

/**
 * Records to JSON and back, by Jakarta JSON Binding: members in the order of the components, an
 * empty {@link java.util.Optional} and null left out, {@link java.time.Instant} as in RFC 3339. The
 * one {@link Jsonb} is shared, because creating one costs more than a request.
 */
public final class JsonBinding {
  static final Jsonb JSONB =
      JsonbBuilder.create(new JsonbConfig().withSerializers(new RecordSerializer()));

  private JsonBinding() {}

  /** The JSON text of a record, or of a list of records. */
  public static String write(Object value) {
    return JSONB.toJson(value);
  }

  /**
   * Reads a record leniently: it passes over members that the record lacks.
   *
   * @throws jakarta.json.bind.JsonbException if the text is not JSON of that form
   */
  public static <T> T read(String text, Class<T> type) {
    return JSONB.fromJson(text, type);
  }
}
