package org.clustershare.bindings;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.json.JsonFactory;

/**
 * A binding as a cluster has it, and the JSON Patches (RFC 6902) that change whom it binds. The API
 * server carries a patch out on the newest state and compares and swaps, so that no change of
 * somebody else is lost; what a patch takes for granted, its tests say.
 */
public record Binding(JsonObject json) {
  String name() {
    return json.getJsonObject("metadata").getString("name");
  }

  boolean isTo(RoleScope scope, String role) {
    return json.get("roleRef") instanceof JsonObject ref
        && role.equals(ref.getString("name", ""))
        && scope.roleKind().equals(ref.getString("kind", ""));
  }

  /** Whom it binds; Kubernetes leaves the field out when there is nobody. */
  public JsonArray subjects() {
    return json.get("subjects") instanceof JsonArray subjects
        ? subjects
        : JsonValue.EMPTY_JSON_ARRAY;
  }

  /** How often it names exactly this subject. */
  public int count(Subject subject) {
    return places(subject::is).size();
  }

  /** The name in here that differs from this one only in upper and lower case. */
  Optional<String> inOtherCase(Subject subject) {
    return entries().stream()
        .filter(subject::isInOtherCase)
        .map(entry -> entry.getString("name"))
        .findFirst();
  }

  /** The binding with somebody more. */
  JsonObject with(Subject subject) {
    var subjects = JsonFactory.array(subjects()).add(subject.json());
    return JsonFactory.object(json).add("subjects", subjects).build();
  }

  /** Adds somebody at the end, whoever else is added meanwhile. */
  static JsonArray adding(RoleScope scope, String role, Subject subject) {
    return managed(scope, role)
        .add(
            JsonFactory.object()
                .add("op", "add")
                .add("path", "/subjects/-")
                .add("value", subject.json()))
        .build();
  }

  /** Removes somebody, and nobody else, wherever they are. */
  JsonArray removing(RoleScope scope, String role, Subject subject) {
    var patch = managed(scope, role);
    addRemovals(patch, subject);
    return patch.build();
  }

  /** The same from the binding as it is, whatever role it is to. */
  public JsonArray removing(Subject subject) {
    var ref = json.getJsonObject("roleRef");
    var patch = managed(ref.getString("kind", ""), ref.getString("name", ""));
    addRemovals(patch, subject);
    return patch.build();
  }

  private void addRemovals(JsonArrayBuilder patch, Subject subject) {
    var places = places(subject::is);
    // From the end: what is removed moves those behind it.
    for (int i = places.size() - 1; i >= 0; i--) {
      addRemoval(patch, places.get(i));
    }
  }

  /**
   * Takes back what {@link #adding} did when somebody of an earlier entry is meant; empty when
   * there is no such entry.
   *
   * @param same whether an entry means the subject
   */
  Optional<JsonArray> takingBack(
      RoleScope scope, String role, Subject subject, Predicate<JsonObject> same) {
    var mine = places(subject::is);
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    int last = mine.get(mine.size() - 1);
    return places(same).stream()
        .filter(place -> place != last)
        .findFirst()
        .map(
            other -> {
              var patch = managed(scope, role);
              addTest(patch, other);
              addRemoval(patch, last);
              return patch.build();
            });
  }

  /** An entry that is not an object keeps its place, and names no subject. */
  private List<JsonObject> entries() {
    return subjects().stream()
        .map(entry -> entry instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT)
        .toList();
  }

  private List<Integer> places(Predicate<JsonObject> wanted) {
    var entries = entries();
    return IntStream.range(0, entries.size())
        .filter(i -> wanted.test(entries.get(i)))
        .boxed()
        .toList();
  }

  private void addTest(JsonArrayBuilder patch, int place) {
    patch.add(test("/subjects/" + place, subjects().get(place)));
  }

  private void addRemoval(JsonArrayBuilder patch, int place) {
    addTest(patch, place);
    patch.add(JsonFactory.object().add("op", "remove").add("path", "/subjects/" + place));
  }

  /** Only what is ours to manage, and only for this role. */
  private static JsonArrayBuilder managed(RoleScope scope, String role) {
    return managed(scope.roleKind(), role);
  }

  private static JsonArrayBuilder managed(String roleKind, String role) {
    return JsonFactory.array()
        .add(test("/metadata/labels/" + Labels.COMPONENT, Labels.BINDING))
        .add(test("/roleRef/kind", roleKind))
        .add(test("/roleRef/name", role));
  }

  private static JsonObject test(String path, String value) {
    return JsonFactory.object().add("op", "test").add("path", path).add("value", value).build();
  }

  private static JsonObject test(String path, JsonValue value) {
    return JsonFactory.object().add("op", "test").add("path", path).add("value", value).build();
  }
}
