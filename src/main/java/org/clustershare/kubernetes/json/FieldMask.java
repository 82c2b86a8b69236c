package org.clustershare.kubernetes.json;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields of an object to read; the parser skips all others, so that they take no memory. In a
 * list the mask applies to each entry.
 *
 * @see <a
 *     href="https://protobuf.dev/reference/protobuf/google.protobuf/#field-mask">google.protobuf.FieldMask</a>
 */
public final class FieldMask {
  /** All fields, including those that a newer Kubernetes adds. */
  public static final FieldMask ALL = new FieldMask(Map.of());

  private final Map<String, FieldMask> fields;

  private FieldMask(Map<String, FieldMask> fields) {
    this.fields = Map.copyOf(fields);
  }

  /**
   * A mask of these fields.
   *
   * @param paths names from the outermost field on, separated by spaces, because names of labels
   *     contain dots and slashes: {@code metadata labels component}
   */
  public static FieldMask of(String... paths) {
    var fields = new TreeMap<String, FieldMask>();
    for (var path : paths) {
      int space = path.indexOf(' ');
      if (space < 0) {
        fields.put(path, ALL);
      } else {
        fields.merge(path.substring(0, space), of(path.substring(space + 1)), FieldMask::union);
      }
    }
    return new FieldMask(fields);
  }

  private static FieldMask union(FieldMask one, FieldMask other) {
    if (one.fields.isEmpty() || other.fields.isEmpty()) {
      return ALL;
    }
    var fields = new TreeMap<>(one.fields);
    other.fields.forEach((name, mask) -> fields.merge(name, mask, FieldMask::union));
    return new FieldMask(fields);
  }

  /** The mask of a field; empty if the parser skips it. */
  Optional<FieldMask> field(String name) {
    return fields.isEmpty() ? Optional.of(ALL) : Optional.ofNullable(fields.get(name));
  }
}
