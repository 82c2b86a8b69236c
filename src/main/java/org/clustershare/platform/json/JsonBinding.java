package org.clustershare.platform.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/**
 * Records to JSON and back, by Jakarta JSON Binding with its defaults: members in alphabetical
 * order, an empty {@link java.util.Optional} and null left out, {@link java.time.Instant} as in RFC
 * 3339. The one {@link Jsonb} is shared, because creating one costs more than a request.
 */
public final class JsonBinding {
  private static final Jsonb JSONB = JsonbBuilder.create();

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
