package org.clustershare.trust.setup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * TrustSetupKT has real API servers run with what is printed; here it is that it is well-formed.
 */
class SetupGuidesTest {
  private static final String ISSUER = "https://dex.example.com/dex";
  private static final String CA = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

  private static ApiServerSnippets own(
      String client, Optional<String> kubelogin, Optional<String> ca) {
    return new ApiServerSnippets(
        new SetupTarget(ISSUER, client, kubelogin, ca, UsernamePrefixes.NONE));
  }

  private static ManagedServiceSnippets managed(
      String client, Optional<String> kubelogin, Optional<String> ca, UsernamePrefixes prefixes) {
    return new ManagedServiceSnippets(new SetupTarget(ISSUER, client, kubelogin, ca, prefixes));
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  private static Map<?, ?> issuer(SetupSnippet text) {
    var jwt = (List<?>) requireNonNull(yaml(text.text()).get("jwt"));
    return (Map<?, ?>) requireNonNull(((Map<?, ?>) jwt.get(0)).get("issuer"));
  }

  @Test
  void theConfigurationTakesTokensOfBothClientsAndTheCaInside() {
    var issuer =
        issuer(
            own("cluster-share", Optional.of("kubelogin"), Optional.of(CA))
                .authenticationConfiguration(EmailVerifiedRule.REQUIRED));

    assertThat(issuer.get("audiences")).isEqualTo(List.of("cluster-share", "kubelogin"));
    assertThat(issuer.get("audienceMatchPolicy")).isEqualTo("MatchAny");
    assertThat(issuer.get("certificateAuthority")).isEqualTo(CA);
  }

  @Test
  void oneClientNeedsNoPolicyAndAPublicCaNoCertificate() {
    var issuer =
        issuer(
            own("one", Optional.of("one"), Optional.empty())
                .authenticationConfiguration(EmailVerifiedRule.REQUIRED));

    assertThat(issuer.get("audiences")).isEqualTo(List.of("one"));
    assertThat(issuer.containsKey("audienceMatchPolicy")).isFalse();
    assertThat(issuer.containsKey("certificateAuthority")).isFalse();
  }

  @Test
  void nothingInAClientsIdBecomesSyntax() {
    var hostile = "a'; rm -rf \"$HOME\" #\n]: {";

    var issuer =
        issuer(
            own(hostile, Optional.empty(), Optional.empty())
                .authenticationConfiguration(EmailVerifiedRule.REQUIRED));
    assertThat(issuer.get("audiences")).isEqualTo(List.of(hostile));
    assertThat(own("o'x y", Optional.empty(), Optional.empty()).flags().text())
        .contains("--oidc-client-id='o'\\''x y'");
  }

  @Test
  void patchesOfDistributionsAreYaml() {
    var texts = own("cluster-share", Optional.empty(), Optional.of(CA));

    assertThat(yaml(texts.kubeadm().text()).get("kind")).isEqualTo("ClusterConfiguration");
    assertThat(yaml(texts.k3s().text()).get("kube-apiserver-arg"))
        .isEqualTo(List.of("authentication-config=/etc/rancher/k3s/authentication.yaml"));
    assertThat(yaml(texts.rke2().text()).containsKey("kube-apiserver-extra-mount")).isTrue();
  }

  @Test
  void managedClustersAreToldThatAPrivateCaDoesNotWorkThere() {
    var withPrivateCa =
        managed("cluster-share", Optional.of("kubelogin"), Optional.of(CA), UsernamePrefixes.NONE);

    assertThat(withPrivateCa.eks().text())
        .contains("will not work there", "\"clientId\":\"cluster-share\"");
    assertThat(withPrivateCa.aks(EmailVerifiedRule.REQUIRED).text())
        .contains("will not work there", "\"kubelogin\"");
    assertThat(withPrivateCa.gke().text()).contains("certificateAuthorityData");
    var withPublicCa = managed("a", Optional.empty(), Optional.empty(), UsernamePrefixes.NONE);
    assertThat(withPublicCa.eks().text()).doesNotContain("will not work");
  }

  @Test
  void theApiServerIsAskedWhatSignInsHereAreAsked() {
    for (var rule : EmailVerifiedRule.values()) {
      var texts = own("cluster-share", Optional.empty(), Optional.empty());
      var jwt =
          (List<?>) requireNonNull(yaml(texts.authenticationConfiguration(rule).text()).get("jwt"));
      var rules = (List<?>) requireNonNull(((Map<?, ?>) jwt.get(0)).get("claimValidationRules"));
      assertThat(rules)
          .isEqualTo(
              List.of(
                  Map.of("expression", rule.expression(), "message", EmailVerifiedRule.MESSAGE)));

      var aks =
          managed("a", Optional.empty(), Optional.empty(), UsernamePrefixes.NONE).aks(rule).text();
      assertThat(aks).contains('"' + rule.expression() + '"');
    }
  }

  @Test
  void whereGroupsCannotBeRefusedByNameTheyHaveAPrefix() {
    assertThat(own("a", Optional.empty(), Optional.empty()).flags().text())
        .contains("--oidc-groups-claim=groups\n--oidc-groups-prefix=oidc:\n")
        .doesNotContain("--oidc-username-prefix");
    var clouds = managed("a", Optional.empty(), Optional.empty(), UsernamePrefixes.NONE);
    assertThat(clouds.eks().text()).contains("\"groupsPrefix\":\"oidc:\"");
    assertThat(clouds.gke().text()).contains("\"groupPrefix\": \"oidc:\"");
    assertThat(clouds.aks(EmailVerifiedRule.REQUIRED).text()).contains("'aks:jwt:' + g");
  }

  @Test
  void aClusterThatHasPrefixesKeepsThem() {
    var prefixes = new UsernamePrefixes("people:", "g's:");
    var texts =
        new ApiServerSnippets(
            new SetupTarget(ISSUER, "a", Optional.empty(), Optional.empty(), prefixes));
    var clouds = managed("a", Optional.empty(), Optional.empty(), prefixes);

    assertThat(texts.flags().text())
        .contains("--oidc-username-prefix=people:\n", "--oidc-groups-prefix='g'\\''s:'\n");
    var jwt =
        (List<?>)
            requireNonNull(
                yaml(texts.authenticationConfiguration(EmailVerifiedRule.REQUIRED).text())
                    .get("jwt"));
    assertThat(((Map<?, ?>) jwt.get(0)).get("claimMappings"))
        .isEqualTo(
            Map.of(
                "username", Map.of("claim", "email", "prefix", "people:"),
                "groups", Map.of("claim", "groups", "prefix", "g's:")));
    assertThat(clouds.eks().text()).contains("\"usernamePrefix\":\"people:\"");
    assertThat(clouds.gke().text()).contains("\"userPrefix\": \"people:\"");
  }
}
