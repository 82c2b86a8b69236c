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
import org.clustershare.kubernetes.object.Role;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.json.JsonFactory;

/** The fields that lists of roles and bindings keep of each object. */
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

  /** Roles with their rules. Roles with equal rules share one array. */
  static ItemMapping<Role> roles(Predicate<Role> wanted) {
    var mapping = new RulesMapping();
    return new ItemMapping<>(
        "roles",
        ROLE,
        json -> Optional.of(new Role(json)).filter(wanted).map(mapping::share),
        mapping::size);
  }

  /** Roles with their names and namespaces only. */
  static ItemMapping<Role> roleNames(Predicate<Role> wanted) {
    return new ItemMapping<>(
        "role names",
        ROLE_NAME,
        json -> Optional.of(new Role(json)).filter(wanted),
        role -> JsonSize.of(role.json()));
  }

  /** Bindings with their subjects. */
  static ItemMapping<RoleBinding> bindings() {
    return new ItemMapping<>(
        "bindings", BINDING, RbacMappings::binding, binding -> JsonSize.of(binding.json()));
  }

  /** The mask of {@link #bindings}. */
  public static FieldMask bindingMask() {
    return BINDING;
  }

  /**
   * The binding in a list's entry, with shortened texts; empty if the entry grants no role. Entries
   * of its subjects that are not objects, and their fields that are not texts, are dropped.
   */
  public static Optional<RoleBinding> binding(JsonObject json) {
    if (!(json.get("roleRef") instanceof JsonObject ref)
        || !(ref.get("name") instanceof JsonString)) {
      return Optional.empty();
    }
    if (!(json.get("subjects") instanceof JsonArray subjects)) {
      return Optional.of(new RoleBinding(JsonFactory.object(json).remove("subjects").build()));
    }
    if (subjects.stream().allMatch(RbacMappings::isUsual)) {
      return Optional.of(new RoleBinding(json));
    }
    var shortened = JsonFactory.array();
    for (var subject : subjects) {
      if (subject instanceof JsonObject object) {
        shortened.add(shorten(object));
      }
    }
    return Optional.of(
        new RoleBinding(JsonFactory.object(json).add("subjects", shortened).build()));
  }

  private static boolean isUsual(JsonValue subject) {
    return subject instanceof JsonObject object
        && object.values().stream()
            .allMatch(
                field ->
                    field instanceof JsonString text
                        && text.getString().length() <= ServerText.MAX_LENGTH);
  }

  private static JsonObject shorten(JsonObject subject) {
    var shortened = JsonFactory.object();
    subject.forEach(
        (name, field) -> {
          if (field instanceof JsonString text) {
            shortened.add(name, ServerText.of(text.getString()));
          }
        });
    return shortened.build();
  }

  /** Lets the roles of one list share equal rules, and counts shared rules once. */
  private static final class RulesMapping {
    private final RuleInterner known = new RuleInterner();
    private boolean isNew;

    Role share(Role role) {
      if (role.rules().isEmpty()) {
        isNew = false;
        return role;
      }
      var shared = known.putIfAbsent(role.rules());
      isNew = shared.isEmpty();
      return shared.map(role::withRules).orElse(role);
    }

    /** The size of the role that {@link #share} returned last, in bytes. */
    long size(Role role) {
      return JsonSize.of(
          isNew ? role.json() : JsonFactory.object(role.json()).remove("rules").build());
    }
  }
}
