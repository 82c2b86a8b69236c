package org.clustershare.console.cluster;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.PlainText;

/**
 * A bound subject as a line of a page. The page's <em>Remove</em> button sends its {@link #key}
 * back, so exactly this subject is removed, even if the cluster has changed in the meantime.
 *
 * @param namespace where the role counts; empty for the whole cluster
 * @param subject the entry of the binding's subjects
 */
public record BindingRow(String namespace, String role, JsonObject subject) {

  static List<BindingRow> of(List<RoleBinding> bindings) {
    var rows = new ArrayList<BindingRow>();
    for (var binding : bindings) {
      var namespace = binding.metadata().namespace().orElse("");
      for (var subject : binding.subjectEntries()) {
        rows.add(new BindingRow(namespace, binding.roleName(), subject));
      }
    }
    return rows;
  }

  /** Parses a {@link #key}. */
  public static BindingRow ofKey(String key) {
    try (var reader = JsonFactory.reader(key)) {
      var json = reader.readObject();
      return new BindingRow(
          json.getString("namespace"),
          json.getString("role"),
          Objects.requireNonNull(json.getJsonObject("subject")));
    } catch (RuntimeException e) {
      // Any type: for a missing or mistyped field, deep nesting, or a number out of range.
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

  public RoleScope scope() {
    return namespace.isEmpty() ? RoleScope.cluster() : RoleScope.namespace(namespace);
  }

  public Subject typedSubject() {
    return Subject.of(subject);
  }

  public String kind() {
    return subject.getString("kind", "");
  }

  /**
   * The name as pages show it, a service account's with its namespace, as in {@code default/robot}:
   * no name looks like another one.
   */
  public String name() {
    var name = subject.getString("name", "");
    var inside = subject.getString("namespace", "");
    return PlainText.visible(inside.isEmpty() ? name : inside + "/" + name);
  }
}
