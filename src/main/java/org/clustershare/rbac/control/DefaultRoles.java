package org.clustershare.rbac.control;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The roles that every cluster is to have.
 *
 * @param labelled ClusterRoles of Kubernetes' own that get our label and are otherwise left alone
 * @param namespaced the rules of each Role that every namespace gets, by name
 */
record DefaultRoles(Set<String> labelled, Map<String, JsonArray> namespaced) {
  /** The ClusterRole that a cluster's owner is bound to. */
  static final String OWNER_ROLE = "admin";

  private static final List<String> FILES =
      List.of("namespace-admin", "namespace-editor", "namespace-viewer");

  /** Reads the files in {@code default-roles/}. */
  static DefaultRoles bundled() {
    var roles = new TreeMap<String, JsonArray>();
    FILES.forEach(name -> roles.put(name, rules(name)));
    return new DefaultRoles(Set.of("admin", "edit", "view"), Map.copyOf(roles));
  }

  private static JsonArray rules(String name) {
    var file = "/default-roles/" + name + ".yaml";
    try (InputStream in = DefaultRoles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      Map<String, Object> role = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return Json.createObjectBuilder(role).build().getJsonArray("rules");
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /** What to apply for one of our Roles in a namespace. */
  JsonObject role(String name, String namespace) {
    return Json.createObjectBuilder()
        .add("apiVersion", "rbac.authorization.k8s.io/v1")
        .add("kind", "Role")
        .add(
            "metadata",
            Json.createObjectBuilder()
                .add("name", name)
                .add("namespace", namespace)
                .add("labels", Labels.of(Labels.ROLE)))
        .add("rules", namespaced.get(name))
        .build();
  }
}
