package org.clustershare.roles.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files with default roles: the bundled ones, and those of an operator. */
class RoleFilesTest {
  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: reader}
      rules:
      - {apiGroups: [""], resources: [pods], verbs: [get]}
      """;
  private static final String CLUSTER_ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: cluster-admin, labels: {component: userClusterRole}}
      """;

  @TempDir private Path folder = Path.of("");
  private final List<String> problems = new ArrayList<>();

  private List<RoleTemplate> read(Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return RoleFiles.in(folder, problems::add);
  }

  @Test
  void theBundledRolesAreValid() {
    assertThat(RoleFiles.bundled(problems::add))
        .extracting(RoleTemplate::name)
        .containsExactly(
            "admin", "edit", "view", "namespace-admin", "namespace-editor", "namespace-viewer");
    assertThat(problems).isEmpty();
  }

  @Test
  void aFolderReplacesTheBundledRoles() throws IOException {
    var templates = read(Map.of("a.yaml", ROLE, "b.yml", CLUSTER_ROLE, "README.md", "not a role"));

    assertThat(problems).isEmpty();
    assertThat(templates)
        .hasSize(2)
        .contains(new RoleTemplate.Labelled("cluster-admin"))
        .anySatisfy(
            template ->
                assertThat(((RoleTemplate.Namespaced) template).rules())
                    .hasToString(
                        "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Role|kind: Deployment|must have kind: Role or kind: ClusterRole.",
        "kind: Role|kind: ClusterRole|must have no rules",
        "io/v1|io/v1beta1|must have apiVersion: rbac.authorization.k8s.io/v1.",
        "{name: reader}|{name: Reader}|must have a metadata.name",
        "{name: reader}|{name: reader, namespace: default}|must not name a namespace",
        "{name: reader}|{name: reader, labels: {component: other}}|must have the label component",
        "{name: reader}|{name: reader, ownerReferences: []}|has the field metadata.ownerReferences",
        "verbs: [get]|verbs: []|must have a list rules[1].verbs that is not empty",
        "verbs: [get]|verbs: [1]|must have only texts in rules[1].verbs",
        "verbs: [get]|verb: [get]|has the field rules[1].verb, which is not used",
        "verbs: [get]|verbs: [get|is not readable YAML",
        "rules:|roles:|has the field roles, which is not used",
      })
  void anInvalidFileIsReportedInOneSentence(String good, String bad, String sentence)
      throws IOException {
    read(Map.of("role.yaml", ROLE.replace(good, bad)));

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith(folder.resolve("role.yaml").toString())
        .contains(sentence);
  }

  @Test
  void allProblemsAreReportedTogether() throws IOException {
    Files.write(folder.resolve("z.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    read(
        Map.of(
            "a.yaml",
            ROLE,
            "b.yaml",
            ROLE,
            "c.yaml",
            ROLE + "---\n" + ROLE,
            "d.yaml",
            "#" + "x".repeat(65 << 10)));

    assertThat(problems)
        .hasSize(4)
        .anyMatch(problem -> problem.contains("Two of the default roles are called reader"))
        .anyMatch(problem -> problem.contains("must hold exactly one role"))
        .anyMatch(problem -> problem.contains("larger than 64 KiB"))
        .anyMatch(problem -> problem.contains("not UTF-8 text"));
  }

  @Test
  void aFolderWithoutRolesIsReported() {
    assertThat(RoleFiles.in(folder, problems::add)).isEmpty();
    assertThat(RoleFiles.in(folder.resolve("nothing"), problems::add)).isEmpty();

    assertThat(problems)
        .hasSize(2)
        .anyMatch(problem -> problem.contains("has no file that ends in .yaml"))
        .anyMatch(problem -> problem.contains("must name a readable folder"));
  }

  @Test
  void theOwnerRoleMustBeOffered() throws IOException {
    read(Map.of("a.yaml", CLUSTER_ROLE));
    var values = new HashMap<String, String>();
    values.put("default-roles-dir", folder.toString());

    assertThat(settings(values))
        .singleElement()
        .asString()
        .contains("(cluster-admin)", "\"admin\"");
    values.put("owner-cluster-role", "cluster-admin");
    values.put("reconcile-mode", "sometimes");
    assertThat(settings(values))
        .singleElement()
        .asString()
        .isEqualTo("reconcile-mode must be apply or report; it is \"sometimes\".");
    values.put("reconcile-mode", "report");
    assertThat(settings(values)).isEmpty();
  }

  private static List<String> settings(Map<String, String> values) {
    var read = new SettingValues(key -> Optional.ofNullable(values.get(key)));
    RoleSettings.read(read);
    try {
      read.throwProblems();
      return List.of();
    } catch (InvalidSettingsException e) {
      return e.problems();
    }
  }
}
