package org.clustershare.helm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects that a chart renders. A key that stands twice in a map is an error. */
final class Manifests {
  private final List<Map<?, ?>> objects = new ArrayList<>();

  private Manifests() {}

  static Manifests parse(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var manifests = new Manifests();
    for (var document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document instanceof Map<?, ?> object) {
        manifests.objects.add(object);
      }
    }
    return manifests;
  }

  List<String> kinds() {
    return objects.stream().map(object -> String.valueOf(object.get("kind"))).sorted().toList();
  }

  /** A value by the object's kind and name and a path such as {@code spec/rules/0/host}. */
  @Nullable Object at(String kind, String name, String path) {
    Object value = object(kind, name);
    for (var step : path.split("/", -1)) {
      if (value instanceof List<?> list) {
        int index = Integer.parseInt(step);
        value = index < list.size() ? list.get(index) : null;
      } else if (value instanceof Map<?, ?> map) {
        value = map.get(step);
      } else {
        return null;
      }
    }
    return value;
  }

  boolean has(String kind, String name) {
    return objects.stream().anyMatch(object -> is(object, kind, name));
  }

  /** The data of a ConfigMap, or the decoded data of a Secret. */
  Map<String, String> data(String kind, String name) {
    var data = new TreeMap<String, String>();
    if (at(kind, name, "data") instanceof Map<?, ?> given) {
      given.forEach(
          (key, value) ->
              data.put(
                  (String) key, kind.equals("Secret") ? decoded((String) value) : (String) value));
    }
    return data;
  }

  private Map<?, ?> object(String kind, String name) {
    return objects.stream()
        .filter(object -> is(object, kind, name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No %s %s in %s".formatted(kind, name, kinds())));
  }

  private static boolean is(Map<?, ?> object, String kind, String name) {
    return kind.equals(object.get("kind"))
        && object.get("metadata") instanceof Map<?, ?> metadata
        && name.equals(metadata.get("name"));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
