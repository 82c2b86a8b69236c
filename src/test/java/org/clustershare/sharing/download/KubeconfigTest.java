package org.clustershare.sharing.download;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The names in the file decide what a merge replaces: kubectl keeps one user entry for each name.
 * {@code MergedKubeconfigKT} merges with the real kubectl.
 */
class KubeconfigTest {
  private static final URI ISSUER = URI.create("https://dex.example.com/dex");
  private static final Person ALICE = new Person("Alice@Example.com", "Alice", List.of());
  private static final ClientRegistration INSTALLATION =
      new ClientRegistration(
          ISSUER, "cluster-share", Optional.of(Secret.of("s")), Optional.of("kubelogin"));
  private static final ClientRegistration OWN =
      new ClientRegistration(ISSUER, "team-a", Optional.empty(), Optional.of("team-a-kubelogin"));

  private static Cluster cluster() {
    return new Cluster(
        new Registration(
            "abcdefghij", "project", "name", "alice@example.com", Optional.empty(), Instant.EPOCH),
        new StoredAccess(
            URI.create("https://k8s.example.com:6443"),
            Optional.empty(),
            "sealed",
            Optional.of("key"),
            Optional.empty()));
  }

  private static String withTokens(ClientRegistration client, Set<String> plain) {
    return user(
        new Kubeconfig(client, Optional.empty(), plain)
            .withTokens(cluster(), ALICE, Secret.of("id"), Secret.of("refresh")));
  }

  private static String withPlugin(ClientRegistration client, Set<String> plain) {
    return user(
        new Kubeconfig(client, Optional.empty(), plain)
            .withPlugin(cluster(), ALICE, Set.of("email")));
  }

  /** The user's name, which the context has to name, too. */
  private static String user(String file) {
    Map<?, ?> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
    var name = only(yaml, "users").get("name");
    var context = (Map<?, ?>) requireNonNull(only(yaml, "contexts").get("context"));
    assertThat(context.get("user")).isEqualTo(name);
    return requireNonNull(name).toString();
  }

  private static Map<?, ?> only(Map<?, ?> yaml, String list) {
    var entries = (List<?>) requireNonNull(yaml.get(list));
    assertThat(entries).hasSize(1);
    return (Map<?, ?>) requireNonNull(entries.get(0));
  }

  @Test
  void theInstallationsClientHasThePlainEmailAsInKkp() {
    assertThat(withTokens(INSTALLATION, Set.of("cluster-share"))).isEqualTo("alice@example.com");
  }

  @Test
  void everyOtherClientNamesItself() {
    var names = new HashMap<String, String>();
    names.put("plain", "alice@example.com");
    names.put("kubelogin", withPlugin(INSTALLATION, Set.of("cluster-share")));
    names.put("own", withTokens(OWN, Set.of()));
    names.put("own kubelogin", withPlugin(OWN, Set.of()));
    var elsewhere =
        new ClientRegistration(
            URI.create("https://other.example.com"), "team-a", Optional.empty(), Optional.empty());
    names.put("own at another issuer", withTokens(elsewhere, Set.of()));

    assertThat(names.values()).doesNotHaveDuplicates();
    assertThat(names.get("own"))
        .isEqualTo("alice@example.com@" + OWN.fingerprint().substring(0, 20));
  }

  @Test
  void bothKindsOfOneClientAreTheSameUserSoThatTheNewestWins() {
    var publicClient = new ClientRegistration(ISSUER, "team-b", Optional.empty(), Optional.empty());

    assertThat(withPlugin(publicClient, Set.of())).isEqualTo(withTokens(publicClient, Set.of()));
  }

  /** A hostile issuer chooses the email, its own address and its client's id. */
  @Property(tries = 200)
  void noIssuerCanNameTheUserOfAnother(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String path,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String clientId) {
    var hostile =
        new ClientRegistration(
            URI.create("https://evil.example/" + path),
            clientId,
            Optional.empty(),
            Optional.empty());

    assertThat(withTokens(hostile, Set.of()))
        .startsWith("alice@example.com@")
        .isNotEqualTo(withTokens(OWN, Set.of()));
  }
}
