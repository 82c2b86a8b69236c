package org.clustershare.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.startup.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that were meant to be settings and are none. */
class SettingNamesTest {
  private static List<String> problems(String name) {
    return problems(Map.of(), List.of(name));
  }

  private static List<String> problems(Map<String, String> values, List<String> names) {
    var reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)), names);
    return catchThrowableOfType(InvalidSettingsException.class, reader::read).problems().stream()
        .filter(problem -> !problem.startsWith("Set "))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "oidc-client_id,oidc-issuer-client-id",
    "oidc-client-id,oidc-issuer-client-id",
    "oidc-issuer_url,oidc-issuer-url",
    "Oidc-Issuer-Url,oidc-issuer-url",
    "oidc-redirect-uri,oidc-issuer-redirect-uri",
    "oidc-email-domain,oidc-email-domains",
    "reconcile-intervall,reconcile-interval",
    "kubeconfig-style,kubeconfig-styles",
    "cluster-adress-policy,cluster-address-policy",
    "OIDC_CLIENTID,OIDC_ISSUER_CLIENT_ID",
    "OIDC_ISSUER,OIDC_ISSUER_URL",
    "OIDC_CA_FILES,OIDC_CA_FILE",
    "FEATURE_GATE,FEATURE_GATES",
    "ENCRYPTION_KEY,ENCRYPTION_KEYS",
    "CLUSTER_ADRESS_POLICY,CLUSTER_ADDRESS_POLICY",
  })
  void aMisspeltKeyIsSaidWithTheOneThatWasMeant(String name, String meant) {
    assertThat(problems(name))
        .containsExactly("%s is not a setting; did you mean %s?".formatted(name, meant));
  }

  @Test
  void whereNothingIsNearTheReadmeIsNamed() {
    assertThat(problems("oidc-something-else-altogether"))
        .containsExactly(
            "oidc-something-else-altogether is not a setting; the README lists them all.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // All forms in which a setting is found.
        "oidc-issuer-url",
        "OIDC_ISSUER_URL",
        "oidc_issuer_url",
        "CLUSTER_ADDRESS_POLICY",
        "owner-cluster-role",
        // What platforms and other programs set.
        "CLUSTER_NAME",
        "CLUSTER_DOMAIN",
        "KUBECONFIG",
        "ADMIN",
        "SHARE_DIR",
        "RECONCILE_EVERYTHING",
        "KUBERNETES_SERVICE_HOST",
        "OIDC_SERVICE_HOST",
        "OIDC_SERVICE_PORT_HTTPS",
        "OIDC_PORT_443_TCP_ADDR",
        "DATABASE_URI",
        "PATH",
        "java.home",
        "cluster.name",
        // Our own switches.
        "cluster-share.check-issuer",
        "cluster-share.audit",
        "cluster-share.exit-when-start-fails",
        "cluster-share.ejb-threads",
      })
  void whatIsKnownOrForeignIsNotJudged(String name) {
    assertThat(problems(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"set-me", "SET-ME", "changeme"})
  void aPlaceholderIsNoValue(String placeholder) {
    assertThat(
            problems(
                Map.of(
                    "oidc-issuer-client-secret", placeholder,
                    "oidc-issuer-cookie-hash-key", placeholder),
                List.of()))
        .containsExactlyInAnyOrder(
            "oidc-issuer-client-secret is still \"%s\", which an example puts where a value of your own belongs."
                .formatted(placeholder),
            "oidc-issuer-cookie-hash-key is still \"%s\", which an example puts where a value of your own belongs."
                .formatted(placeholder));
  }
}
