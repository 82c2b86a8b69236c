package org.clustershare.roles.settings;

import jakarta.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.text.InvalidYamlException;
import org.clustershare.platform.text.PlainYaml;
import org.clustershare.platform.text.PlainYaml.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file with a default role, a plain RBAC object of at most 65,536 characters.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">Using RBAC
 *     authorization</a>
 */
public final class RoleFile {
  private static final String VERSION = "rbac.authorization.k8s.io/v1";
  private static final Set<String> FIELDS = Set.of("apiVersion", "kind", "metadata", "rules");
  private static final Set<String> METADATA = Set.of("name", "labels", "annotations", "namespace");
  private static final Set<String> RULE =
      Set.of("apiGroups", "resources", "resourceNames", "verbs");
  private static final Limits LIMITS = new Limits(64 << 10, 20, 20);

  private RoleFile() {}

  /** A file without a valid default role. Its sentence continues the file's name. */
  public static final class InvalidException extends Exception {
    private final String sentence;

    InvalidException(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  public static RoleTemplate read(String text) throws InvalidException {
    var role = parse(text);
    requireKnown(role, FIELDS, "");
    if (!VERSION.equals(role.get("apiVersion"))) {
      throw new InvalidException("must have apiVersion: " + VERSION + ".");
    }
    var metadata = mapping(role.get("metadata"), "metadata");
    requireKnown(metadata, METADATA, "metadata.");
    var name = name(metadata);
    label(metadata);
    if ("ClusterRole".equals(role.get("kind"))) {
      if (role.containsKey("rules")) {
        throw new InvalidException(
            "must have no rules: Cluster Share only labels the cluster's own ClusterRoles.");
      }
      return new RoleTemplate.Labelled(name);
    }
    if (!"Role".equals(role.get("kind"))) {
      throw new InvalidException("must have kind: Role or kind: ClusterRole.");
    }
    if (metadata.containsKey("namespace") && !"kube-system".equals(metadata.get("namespace"))) {
      throw new InvalidException(
          "must not name a namespace: the role is kept in kube-system and copied to all others.");
    }
    return new RoleTemplate.Namespaced(name, rules(role.get("rules")));
  }

  private static Map<?, ?> parse(String text) throws InvalidException {
    try {
      var documents = PlainYaml.documents(text, LIMITS);
      if (documents.size() == 1 && documents.get(0) instanceof Map<?, ?> role) {
        return role;
      }
    } catch (InvalidYamlException e) {
      throw new InvalidException(
          "is not readable YAML: check its indentation and that no key is repeated.");
    }
    throw new InvalidException("must hold exactly one role as a YAML mapping.");
  }

  private static void requireKnown(Map<?, ?> map, Set<String> fields, String where)
      throws InvalidException {
    for (var key : map.keySet()) {
      if (!(key instanceof String field) || !fields.contains(field)) {
        throw new InvalidException("has the field %s%s, which is not used.".formatted(where, key));
      }
    }
  }

  private static Map<?, ?> mapping(@Nullable Object value, String field) throws InvalidException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new InvalidException("must have a mapping %s.".formatted(field));
  }

  private static String name(Map<?, ?> metadata) throws InvalidException {
    if (metadata.get("name") instanceof String name
        && name.matches("[a-z0-9]([a-z0-9.:-]{0,98}[a-z0-9])?")) {
      return name;
    }
    throw new InvalidException(
        "must have a metadata.name of at most 100 lower-case letters, digits, '-', '.' and ':'.");
  }

  private static void label(Map<?, ?> metadata) throws InvalidException {
    var labels = Optional.<Object>ofNullable(metadata.get("labels")).orElse(Map.of());
    var component = mapping(labels, "metadata.labels").get("component");
    if (component != null && !"userClusterRole".equals(component)) {
      throw new InvalidException("must have the label component: userClusterRole, or none.");
    }
  }

  private static JsonArray rules(@Nullable Object value) throws InvalidException {
    if (!(value instanceof List<?> entries) || entries.isEmpty()) {
      throw new InvalidException("must have a list of rules that is not empty.");
    }
    var rules = JsonFactory.array();
    int position = 0;
    for (var entry : entries) {
      position++;
      var where = "rules[%d].".formatted(position);
      var rule = mapping(entry, where);
      requireKnown(rule, RULE, where);
      var json = JsonFactory.object();
      for (var field : List.of("apiGroups", "resources", "verbs")) {
        json.add(field, texts(rule.get(field), where + field));
      }
      if (rule.containsKey("resourceNames")) {
        json.add("resourceNames", texts(rule.get("resourceNames"), where + "resourceNames"));
      }
      rules.add(json);
    }
    return rules.build();
  }

  private static JsonArray texts(@Nullable Object value, String field) throws InvalidException {
    if (!(value instanceof List<?> entries) || entries.isEmpty()) {
      throw new InvalidException("must have a list %s that is not empty.".formatted(field));
    }
    var texts = JsonFactory.array();
    for (var entry : entries) {
      if (!(entry instanceof String text)) {
        throw new InvalidException("must have only texts in %s.".formatted(field));
      }
      texts.add(text);
    }
    return texts.build();
  }
}
