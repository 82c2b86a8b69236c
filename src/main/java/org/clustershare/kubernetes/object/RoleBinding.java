package org.clustershare.kubernetes.object;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.clustershare.platform.json.JsonFactory;

/**
 * A RoleBinding or ClusterRoleBinding of rbac.authorization.k8s.io/v1.
 *
 * @param json all fields, as far as the mask of the read kept them
 */
public record RoleBinding(JsonObject json) {
  public ObjectMeta metadata() {
    return ObjectMeta.of(json);
  }

  /** {@code Role} or {@code ClusterRole}. */
  public String roleKind() {
    return ObjectMeta.object(json, "roleRef").getString("kind", "");
  }

  /** The name of the role that the binding grants. */
  public String roleName() {
    return ObjectMeta.object(json, "roleRef").getString("name", "");
  }

  /** The bound subjects; the API server omits the field when there are none. */
  public JsonArray subjects() {
    return json.get("subjects") instanceof JsonArray subjects
        ? subjects
        : JsonValue.EMPTY_JSON_ARRAY;
  }

  /** The subjects as objects. An entry of another type keeps its position and has no fields. */
  public List<JsonObject> subjectEntries() {
    return subjects().stream()
        .map(entry -> entry instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT)
        .toList();
  }

  /** The positions of the subjects that match, in ascending order. */
  public List<Integer> positions(Predicate<JsonObject> matches) {
    var entries = subjectEntries();
    return IntStream.range(0, entries.size())
        .filter(i -> matches.test(entries.get(i)))
        .boxed()
        .toList();
  }

  /** Whether a subject matches. */
  public boolean binds(Predicate<JsonObject> matches) {
    return subjectEntries().stream().anyMatch(matches);
  }

  /** This binding with one more subject at the end. */
  public RoleBinding withSubject(JsonObject subject) {
    var subjects = JsonFactory.array(subjects()).add(subject);
    return new RoleBinding(JsonFactory.object(json).add("subjects", subjects).build());
  }
}
