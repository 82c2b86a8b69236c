package org.clustershare.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the manifests, for the roles and gates of an installation. */
class AccessManifestTest {
  private static ManagedRoles roles(List<String> clusterRoles, List<String> namespacedRoles) {
    return new ManagedRoles() {
      @Override
      public List<String> clusterRoles() {
        return clusterRoles;
      }

      @Override
      public List<String> namespacedRoles() {
        return namespacedRoles;
      }
    };
  }

  private static String manifest(ManagedRoles roles, boolean trust) {
    return AccessManifest.serviceAccount(RequiredAccess.of(roles, trust));
  }

  @Test
  void theAccountMayChangeTheManagedRolesAndNoOthers() {
    assertThat(manifest(roles(List.of("edit", "view"), List.of("namespace-viewer")), false))
        .contains(
            """
                resources: ["clusterroles"]
                resourceNames: ["edit", "view"]
                verbs: ["patch", "escalate", "bind"]
            """)
        .contains(
            """
                resources: ["roles"]
                resourceNames: ["namespace-viewer"]
                verbs: ["create", "patch", "delete", "escalate", "bind"]
            """);
  }

  @Test
  void withoutManagedRolesItMayChangeNone() {
    assertThat(manifest(roles(List.of(), List.of()), false)).doesNotContain("\"escalate\"");
  }

  @Test
  void reviewsOfTokensAreOnlyForInstallationsThatCheckTrust() {
    var none = roles(List.of(), List.of());

    assertThat(manifest(none, true)).contains("tokenreviews", "/metrics");
    assertThat(manifest(none, false)).doesNotContain("tokenreviews", "/metrics");
  }
}
