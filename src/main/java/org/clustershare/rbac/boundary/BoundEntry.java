package org.clustershare.rbac.boundary;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.clustershare.platform.JsonFactory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.rbac.control.Bindings;
import org.clustershare.rbac.control.RoleScope;
import org.clustershare.rbac.control.Subject;

/**
 * Somebody in a role, as a line of a page. Its {@link #key} goes into the page's <em>Remove</em>
 * button and comes back as it is: whatever changed in the cluster meanwhile, nobody else is
 * removed.
 *
 * @param namespace where the role counts; empty for the whole cluster
 * @param subject the entry of the binding's subjects
 */
public record BoundEntry(String namespace, String role, JsonObject subject) {

  static List<BoundEntry> of(List<JsonObject> bindings) {
    var entries = new ArrayList<BoundEntry>();
    for (var binding : bindings) {
      var namespace = binding.getJsonObject("metadata").getString("namespace", "");
      var role = binding.getJsonObject("roleRef").getString("name");
      for (var subject : Bindings.subjects(binding).getValuesAs(JsonObject.class)) {
        entries.add(new BoundEntry(namespace, role, subject));
      }
    }
    return entries;
  }

  /** What {@link #key} gave. */
  static BoundEntry ofKey(String key) {
    try (var reader = JsonFactory.reader(key)) {
      var json = reader.readObject();
      return new BoundEntry(
          json.getString("namespace"),
          json.getString("role"),
          Objects.requireNonNull(json.getJsonObject("subject")));
    } catch (RuntimeException e) {
      // All kinds: what is missing, of another kind, too deep or too large a number.
      throw new ProblemException(e, PlatformProblem.BAD_REQUEST, "");
    }
  }

  public String key() {
    return JsonFactory.object()
        .add("namespace", namespace)
        .add("role", role)
        .add("subject", subject)
        .build()
        .toString();
  }

  RoleScope scope() {
    return namespace.isEmpty() ? RoleScope.cluster() : RoleScope.namespace(namespace);
  }

  Subject who() {
    return Subject.of(subject);
  }

  public String kind() {
    return subject.getString("kind", "");
  }

  /** The name; a service account's with its namespace, as in {@code default/robot}. */
  public String name() {
    var name = subject.getString("name", "");
    var inside = subject.getString("namespace", "");
    return inside.isEmpty() ? name : inside + "/" + name;
  }
}
