package org.clustershare.kubernetes.object;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.clustershare.platform.json.JsonFactory;
import org.junit.jupiter.api.Test;

class RbacObjectsTest {
  private static JsonObject json(String text) {
    try (var reader = JsonFactory.reader(text.replace('\'', '"'))) {
      return reader.readObject();
    }
  }

  @Test
  void fieldsAreReadWhereTheApiServerPutsThem() {
    var binding =
        new RoleBinding(
            json(
                """
                {'metadata': {'name': 'b', 'namespace': 'n', 'uid': 'u', 'resourceVersion': '7',
                  'creationTimestamp': '2026-11-27T00:00:00Z', 'labels': {'component': 'x'},
                  'managedFields': [{'manager': 'kubectl'}, {'manager': 'cluster-share'}]},
                 'roleRef': {'kind': 'Role', 'name': 'r'},
                 'subjects': [{'kind': 'User', 'name': 'bob'}, 5, {'kind': 'User', 'name': 'bob'}]}
                """));
    var metadata = binding.metadata();

    assertThat(metadata.name()).isEqualTo("b");
    assertThat(metadata.namespace()).contains("n");
    assertThat(metadata.uid()).isEqualTo("u");
    assertThat(metadata.resourceVersion()).isEqualTo("7");
    assertThat(metadata.creationTimestamp()).isEqualTo("2026-11-27T00:00:00Z");
    assertThat(metadata.isBeingDeleted()).isFalse();
    assertThat(metadata.hasLabel("component")).isTrue();
    assertThat(metadata.hasLabel("component", "x")).isTrue();
    assertThat(metadata.hasLabel("component", "y")).isFalse();
    assertThat(metadata.hasFieldManager("cluster-share")).isTrue();
    assertThat(metadata.hasFieldManager("helm")).isFalse();
    assertThat(binding.roleKind()).isEqualTo("Role");
    assertThat(binding.roleName()).isEqualTo("r");
    assertThat(binding.positions(entry -> entry.getString("name", "").equals("bob")))
        .as("an entry that is no object keeps its position")
        .containsExactly(0, 2);
  }

  @Test
  void fieldsOfAnotherTypeReadAsEmpty() {
    for (var text :
        new String[] {
          "{}",
          "{'metadata': 5, 'roleRef': [], 'subjects': {}, 'rules': 'all'}",
          "{'metadata': {'name': 5, 'namespace': '', 'labels': [], 'managedFields': [1]}}"
        }) {
      var binding = new RoleBinding(json(text));
      assertThat(binding.metadata().name()).as(text).isEmpty();
      assertThat(binding.metadata().namespace()).as(text).isEmpty();
      assertThat(binding.metadata().hasLabel("component")).as(text).isFalse();
      assertThat(binding.metadata().hasFieldManager("cluster-share")).as(text).isFalse();
      assertThat(binding.roleName()).as(text).isEmpty();
      assertThat(binding.subjects()).as(text).isEmpty();
      assertThat(new Role(json(text)).rules()).as(text).isEmpty();
    }
  }

  @Test
  void aChangeKeepsUnknownFields() {
    var binding = new RoleBinding(json("{'new': {'a': 1}, 'subjects': [{'name': 'ann', 'b': 2}]}"));
    var role = new Role(json("{'new': {'a': 1}, 'aggregationRule': {'c': 3}}"));

    assertThat(binding.withSubject(json("{'name': 'bob'}")).json())
        .isEqualTo(
            json("{'new': {'a': 1}, 'subjects': [{'name': 'ann', 'b': 2}, {'name': 'bob'}]}"));
    assertThat(role.withRules(json("{'x': []}").getJsonArray("x")).json())
        .isEqualTo(json("{'new': {'a': 1}, 'aggregationRule': {'c': 3}, 'rules': []}"));
  }
}
