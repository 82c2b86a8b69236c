package org.clustershare.kubernetes.json;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A mapping from each object of a collection to the part that the caller keeps.
 *
 * @param name identifies the mapping among those of the same collection
 * @param mask the fields to read
 * @param map returns the part to keep; empty for objects to skip
 * @param size the memory that the part takes, in bytes
 */
public record ItemMapping<T>(
    String name, FieldMask mask, Function<JsonObject, Optional<T>> map, ToLongFunction<T> size) {

  /** Objects with these fields. */
  public static ItemMapping<JsonObject> objects(String name, FieldMask mask) {
    return new ItemMapping<>(name, mask, Optional::of, JsonSize::of);
  }

  /** Names alone. */
  public static ItemMapping<String> names() {
    return new ItemMapping<>(
        "names",
        FieldMask.of("metadata name"),
        object -> Optional.of(object.getJsonObject("metadata").getString("name")),
        JsonSize::of);
  }
}
