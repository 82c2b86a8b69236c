package org.clustershare.kubernetes.json;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What is kept of each object of a collection.
 *
 * @param name tells it from other mappings of the same collection
 * @param mask the fields that are read
 * @param map gives what is kept; empty for objects that do not matter
 * @param size what that takes in memory, in bytes
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
