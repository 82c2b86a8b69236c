package org.clustershare.bindings;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.json.JsonFactory;

/**
 * JSON Patches (RFC 6902) that change the subjects of a binding. The API server applies a patch to
 * the newest state and compares and swaps, so no concurrent change gets lost. Each patch tests that
 * the binding has the label of managed bindings and grants the expected role.
 */
public final class BindingPatch {
  private BindingPatch() {}

  /** Adds a subject at the end, after all subjects that others add in the meantime. */
  static JsonArray add(RoleScope scope, String role, Subject subject) {
    return tests(scope.roleKind(), role)
        .add(
            JsonFactory.object()
                .add("op", "add")
                .add("path", "/subjects/-")
                .add("value", subject.json()))
        .build();
  }

  /**
   * Removes exactly this subject, at every position.
   *
   * @param seen the binding as it was read; its positions are tested, too
   */
  public static JsonArray remove(RoleBinding seen, Subject subject) {
    var patch = tests(seen.roleKind(), seen.roleName());
    // From the end: a removal moves the entries behind it.
    for (int position : seen.positions(subject::is).reversed()) {
      addTest(patch, seen, position);
      addRemoval(patch, position);
    }
    return patch.build();
  }

  /**
   * Undoes {@link #add} if an earlier entry means the same subject; empty if none does.
   *
   * @param seen the binding after the addition
   * @param same whether an entry means the subject
   */
  static Optional<JsonArray> undoAdd(
      RoleBinding seen, RoleScope scope, String role, Subject subject, Predicate<JsonObject> same) {
    var mentions = seen.positions(subject::is);
    if (mentions.isEmpty()) {
      return Optional.empty();
    }
    int last = mentions.getLast();
    return seen.positions(same).stream()
        .filter(position -> position != last)
        .findFirst()
        .map(
            earlier -> {
              var patch = tests(scope.roleKind(), role);
              addTest(patch, seen, earlier);
              addTest(patch, seen, last);
              addRemoval(patch, last);
              return patch.build();
            });
  }

  private static JsonArrayBuilder tests(String roleKind, String role) {
    return JsonFactory.array()
        .add(test("/metadata/labels/" + Labels.COMPONENT, Labels.BINDING))
        .add(test("/roleRef/kind", roleKind))
        .add(test("/roleRef/name", role));
  }

  private static void addTest(JsonArrayBuilder patch, RoleBinding seen, int position) {
    patch.add(test("/subjects/" + position, seen.subjects().get(position)));
  }

  private static void addRemoval(JsonArrayBuilder patch, int position) {
    patch.add(JsonFactory.object().add("op", "remove").add("path", "/subjects/" + position));
  }

  private static JsonObject test(String path, String value) {
    return JsonFactory.object().add("op", "test").add("path", path).add("value", value).build();
  }

  private static JsonObject test(String path, JsonValue value) {
    return JsonFactory.object().add("op", "test").add("path", path).add("value", value).build();
  }
}
