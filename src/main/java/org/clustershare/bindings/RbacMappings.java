package org.clustershare.bindings;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.kubernetes.error.ServerText;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.json.JsonFactory;

/** What lists of roles and bindings keep of each object: the fields that are shown. */
public final class RbacMappings {
  private static final FieldMask ROLE =
      FieldMask.of("metadata name", "metadata namespace", "metadata creationTimestamp", "rules");
  private static final FieldMask ROLE_NAME = FieldMask.of("metadata name", "metadata namespace");
  private static final FieldMask BINDING =
      FieldMask.of(
          "metadata name",
          "metadata namespace",
          "metadata labels " + Labels.COMPONENT,
          "metadata labels " + Labels.BOOTSTRAPPING,
          "roleRef kind",
          "roleRef name",
          "subjects kind",
          "subjects apiGroup",
          "subjects name",
          "subjects namespace");

  private RbacMappings() {}

  /**
   * Roles with their rules. Rules that are the same are kept once: a default role is in every
   * namespace.
   */
  static ItemMapping<JsonObject> roles(Predicate<JsonObject> wanted) {
    var rules = new RulesOnce();
    return new ItemMapping<>(
        "roles", ROLE, role -> Optional.of(role).filter(wanted).map(rules::sharing), rules::size);
  }

  /** The names of roles, and of their namespaces. */
  static ItemMapping<JsonObject> roleNames(Predicate<JsonObject> wanted) {
    return new ItemMapping<>(
        "role names", ROLE_NAME, role -> Optional.of(role).filter(wanted), JsonSize::of);
  }

  /** Bindings with those whom they bind. */
  static ItemMapping<JsonObject> bindings() {
    return new ItemMapping<>("bindings", BINDING, RbacMappings::binding, JsonSize::of);
  }

  /** The mask of {@link #bindings}. */
  public static FieldMask bindingMask() {
    return BINDING;
  }

  /** A binding as Kubernetes has them; empty for what is none. */
  public static Optional<JsonObject> binding(JsonObject found) {
    if (!(found.get("roleRef") instanceof JsonObject ref)
        || !(ref.get("name") instanceof JsonString)) {
      return Optional.empty();
    }
    if (!(found.get("subjects") instanceof JsonArray subjects)) {
      return Optional.of(JsonFactory.object(found).remove("subjects").build());
    }
    if (subjects.stream().allMatch(RbacMappings::isUsual)) {
      return Optional.of(found);
    }
    var usual = JsonFactory.array();
    for (var subject : subjects) {
      if (subject instanceof JsonObject object) {
        usual.add(cut(object));
      }
    }
    return Optional.of(JsonFactory.object(found).add("subjects", usual).build());
  }

  private static boolean isUsual(JsonValue subject) {
    return subject instanceof JsonObject object
        && object.values().stream()
            .allMatch(
                field ->
                    field instanceof JsonString text
                        && text.getString().length() <= ServerText.MAX_LENGTH);
  }

  private static JsonObject cut(JsonObject subject) {
    var cut = JsonFactory.object();
    subject.forEach(
        (name, field) -> {
          if (field instanceof JsonString text) {
            cut.add(name, ServerText.of(text.getString()));
          }
        });
    return cut.build();
  }

  /** Keeps the rules of many roles once. */
  private static final class RulesOnce {
    private final SharedRules known = new SharedRules();
    private boolean isNew;

    JsonObject sharing(JsonObject role) {
      if (!(role.get("rules") instanceof JsonArray rules)) {
        isNew = false;
        return role;
      }
      var before = known.earlier(rules);
      isNew = before.isEmpty();
      return before.map(same -> JsonFactory.object(role).add("rules", same).build()).orElse(role);
    }

    /** Of the role that was given last. */
    long size(JsonObject role) {
      return isNew
          ? JsonSize.of(role)
          : JsonSize.of(JsonFactory.object(role).remove("rules").build());
    }
  }
}
