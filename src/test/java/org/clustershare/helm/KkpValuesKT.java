package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.PrivateAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of KKP's charts in each form that people have, also hostile ones. Values are JSON. */
@StoryTest
class KkpValuesKT {
  private static final String NAME = "cluster-share";

  @TempDir private Path home;

  private Helm helm;

  @BeforeEach
  void setUp(Testbed testbed) {
    helm = Helm.withoutCluster(testbed, home);
  }

  private static JsonObjectBuilder auth() {
    return Json.createObjectBuilder()
        .add("tokenIssuer", "https://kkp.example.com/dex")
        .add("clientID", "kubermatic")
        .add("issuerClientID", "kubermaticIssuer")
        .add("issuerClientSecret", "a-secret")
        .add("issuerRedirectURL", "https://kkp.example.com/api/v1/kubeconfig")
        .add("issuerCookieKey", "0123456789abcdef0123456789abcdef");
  }

  private static JsonObjectBuilder kubermatic(JsonObjectBuilder auth) {
    return Json.createObjectBuilder().add("domain", "kkp.example.com").add("auth", auth);
  }

  private static JsonObject values(JsonObjectBuilder kubermatic) {
    return Json.createObjectBuilder().add("kubermatic", kubermatic).build();
  }

  private static JsonObject withAuth(String key, JsonValue value) {
    return values(kubermatic(auth().add(key, value)));
  }

  private static JsonValue json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  private Manifests render(JsonObject values) {
    return Manifests.parse(helm.templateText(NAME, values.toString()).succeeded());
  }

  private String refusal(JsonObject values) {
    return helm.templateText(NAME, values.toString()).failed();
  }

  private static Map<String, String> settings(Manifests manifests) {
    return manifests.data("ConfigMap", NAME);
  }

  private static Map<String, String> secrets(Manifests manifests) {
    return manifests.data("Secret", NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=true\"",
        "\" OpenIDAuthPlugin=true , OIDCKubeCfgEndpoint=true, \"",
        "{\"OIDCKubeCfgEndpoint\": true, \"OpenIDAuthPlugin\": true, \"EtcdLauncher\": true}",
        "{\"OIDCKubeCfgEndpoint\": {\"enabled\": {}}, \"OpenIDAuthPlugin\": {\"enabled\": true}}",
        "{\"OIDCKubeCfgEndpoint\": {}, \"OpenIDAuthPlugin\": \"true\"}"
      })
  void opensGatesInEachForm(String gates) {
    var api = Json.createObjectBuilder().add("featureGates", json(gates));
    var manifests = render(values(kubermatic(auth()).add("api", api)));

    assertThat(settings(manifests))
        .containsEntry("feature-gates", "OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "null",
        "\"OIDCKubeCfgEndpoint=false\"",
        "\"XOIDCKubeCfgEndpoint=true\"",
        "\"oidckubecfgendpoint=true\"",
        "{\"OIDCKubeCfgEndpoint\": false}",
        "{\"OIDCKubeCfgEndpoint\": {\"enabled\": false}}"
      })
  void leavesGatesClosed(String gates) {
    var api = Json.createObjectBuilder().add("featureGates", json(gates));
    var manifests = render(values(kubermatic(auth()).add("controller", api)));

    assertThat(settings(manifests)).doesNotContainKey("feature-gates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"OIDCKubeCfgEndpoint\"", "\"A=maybe\"", "[\"A=true\"]", "7"})
  void refusesGatesThatAreNone(String gates) {
    var api = Json.createObjectBuilder().add("featureGates", json(gates));

    assertThat(refusal(values(kubermatic(auth()).add("api", api))))
        .contains("kubermatic.api.featureGates");
  }

  @Test
  void takesTheCaBundleInEachForm() throws IOException {
    var pem = Files.readString(PrivateAuthority.create(home).caFile());
    var base64 = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    var wrapped =
        Base64.getMimeEncoder().encodeToString((pem + pem).getBytes(StandardCharsets.UTF_8));

    for (var form : List.of(pem, "  \n# a comment\n" + pem, base64, base64 + "\n", wrapped)) {
      var manifests = render(withAuth("caBundle", Json.createValue(form)));
      assertThat(manifests.data("ConfigMap", "cluster-share-ca").get("ca-bundle.pem"))
          .startsWith(pem.strip())
          .doesNotContain("comment");
      assertThat(settings(manifests)).containsKey("oidc-ca-file");
    }

    var reference = json("{\"kind\": \"ConfigMap\", \"name\": \"ca-bundle\"}");
    var manifests = render(withAuth("caBundle", reference));
    assertThat(manifests.has("ConfigMap", "cluster-share-ca")).isFalse();
    assertThat(manifests.at("Deployment", NAME, "spec/template/spec/volumes/1/configMap/name"))
        .isEqualTo("ca-bundle");
    assertThat(
            manifests.at("Deployment", NAME, "spec/template/spec/volumes/1/configMap/items/0/key"))
        .isEqualTo("ca-bundle.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"no certificate\"",
        "\"bm8gY2VydGlmaWNhdGU=\"",
        "\"-----BEGIN CERTIFICATE-----\\ncut off\"",
        "\"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\"",
        "{\"kind\": \"Pod\", \"name\": \"x\"}",
        "5"
      })
  void refusesACaBundleThatIsNone(String bundle) {
    assertThat(refusal(withAuth("caBundle", json(bundle)))).contains("kubermatic.auth.caBundle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"true\"", "\"True\"", "\"TRUE\"", "\" t \"", "1", "\"1\""})
  void refusesToSkipTheVerificationOfTheProvider(String skip) {
    assertThat(refusal(withAuth("skipTokenIssuerTLSVerify", json(skip))))
        .contains("skipTokenIssuerTLSVerify is true", "kubermatic.auth.caBundle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"false\"", "\"\"", "null", "0"})
  void takesAProviderThatIsVerified(String skip) {
    assertThat(settings(render(withAuth("skipTokenIssuerTLSVerify", json(skip)))))
        .containsEntry("oidc-issuer-url", "https://kkp.example.com/dex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's \"quoted\" \\ and \\n",
        "{{ .Release.Name }} {{- fail \"no\" }}",
        "key: value # comment",
        "- entry",
        "*alias &anchor !!binary |",
        "---",
        "...",
        "%YAML 1.2",
        "0123",
        "1e3",
        "0x1F",
        "null",
        "~",
        "true",
        "2026-11-28",
        "käthe 🔑",
        "$(HOME) ${HOME} $$",
        "<script>&amp;</script>"
      })
  void passesTextsThroughUnchanged(String text) {
    var values =
        values(
            kubermatic(
                auth()
                    .add("issuerClientSecret", text)
                    .add("issuerClientID", text.replace("${", "$"))));

    var manifests = render(values);

    assertThat(secrets(manifests)).containsEntry("oidc-issuer-client-secret", text.strip());
    assertThat(settings(manifests))
        .containsEntry("oidc-issuer-client-id", text.replace("${", "$").strip())
        .containsOnlyKeys(
            "database-url",
            "oidc-api-client-ids",
            "oidc-issuer-client-id",
            "oidc-issuer-redirect-uri",
            "oidc-issuer-url",
            "project-creators");
    assertThat(manifests.kinds()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\u2028b", "<a-random-key>"})
  void refusesTextsThatAreNoLine(String text) {
    assertThat(refusal(withAuth("issuerClientSecret", Json.createValue(text))))
        .contains("kubermatic.auth.issuerClientSecret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clientID",
        "issuerClientID",
        "issuerClientSecret",
        "issuerCookieKey",
        "tokenIssuer"
      })
  void refusesNumbersWhereATextBelongs(String key) {
    for (var number : List.of("0123", "1e3", "12345678901234567890", "true", "[a]", "{a: b}")) {
      var base = helm.file(values(kubermatic(auth())).toString());
      var wrong = helm.file("{kubermatic: {auth: {%s: %s}}}".formatted(key, number));

      assertThat(helm.template(NAME, base, wrong).failed())
          .contains("kubermatic.auth." + key + " must be a text", "quotes");
    }
  }

  @Test
  void refusesAnExpressionThatTheServerWouldReplace() {
    assertThat(refusal(withAuth("issuerClientID", Json.createValue("a${HOME}"))))
        .contains("kubermatic.auth.issuerClientID");
  }

  @Test
  void installsNothingOnASeedCluster() {
    for (var master : List.of("false", "\"false\"")) {
      var values = values(kubermatic(auth()).add("isMaster", json(master)));

      assertThat(render(values).kinds()).isEmpty();
    }
  }

  @Test
  void takesPartsThatAreNull() {
    var kubermatic = kubermatic(auth());
    for (var part : List.of("api", "controller", "ui", "certIssuer", "imagePullSecretData")) {
      kubermatic.addNull(part);
    }

    var manifests = render(values(kubermatic));

    assertThat(settings(manifests)).containsEntry("oidc-issuer-client-id", "kubermaticIssuer");
    assertThat(manifests.at("Ingress", NAME, "metadata/annotations"))
        .isEqualTo(Map.of("nginx.ingress.kubernetes.io/proxy-buffer-size", "64k"));
    assertThat(helm.templateText(NAME, "{\"kubermatic\": null}").failed()).contains("Set ");
  }

  @Test
  void asksKkpsDefaultIssuerForTheCertificate() {
    assertThat(render(values(kubermatic(auth()))).at("Ingress", NAME, "metadata/annotations"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("cert-manager.io/cluster-issuer", "letsencrypt-prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"[]\"", "\"{\"", "\"text\"", "5"})
  void refusesAConfigurationOfTheConsoleThatIsNone(String config) {
    var ui = Json.createObjectBuilder().add("config", json(config));

    assertThat(refusal(values(kubermatic(auth()).add("ui", ui)))).contains("kubermatic.ui.config");
  }

  @Test
  void readsTheConfigurationOfTheConsole() {
    var expected =
        Map.of("{\"share_kubeconfig\": true}", "true", "{\"share_kubeconfig\":false}", "false");
    expected.forEach(
        (config, shown) -> {
          var ui = Json.createObjectBuilder().add("config", config);
          assertThat(settings(render(values(kubermatic(auth()).add("ui", ui)))))
              .containsEntry("share-kubeconfig", shown);
        });
    var other = Json.createObjectBuilder().add("config", "{\"openstack\": {\"wizard\": true}}");
    assertThat(settings(render(values(kubermatic(auth()).add("ui", other)))))
        .doesNotContainKey("share-kubeconfig");
  }

  @Test
  void ownSettingsWin() {
    var own =
        json(
            """
            {"host": "share.example.com", "settings": {
              "oidc-issuer-client-id": "own", "project-creators": "oidc:team",
              "oidc-api-client-ids": "", "oidc-issuer-client-secret": "own-secret",
              "oidc-issuer-redirect-uri": "https://share.example.com/api/v1/kubeconfig"}}
            """);
    var values =
        Json.createObjectBuilder()
            .add("kubermatic", kubermatic(auth()))
            .add("clusterShare", own)
            .add("minio", Json.createObjectBuilder().add("storeSize", "500Gi"))
            .build();

    var manifests = render(values);

    assertThat(settings(manifests))
        .containsEntry("oidc-issuer-client-id", "own")
        .containsEntry("project-creators", "oidc:team")
        .doesNotContainKey("oidc-api-client-ids");
    assertThat(secrets(manifests)).containsEntry("oidc-issuer-client-secret", "own-secret");
    assertThat(manifests.at("Ingress", NAME, "spec/rules/0/host")).isEqualTo("share.example.com");
    assertThat(manifests.at("Ingress", NAME, "spec/rules/1/host")).isNull();
  }

  @Test
  void completesTheSettingsWithWhatTheValuesSayAboutDex() {
    var values =
        """
        kubermatic: {domain: kkp.example.com}
        dex:
          ingress: {host: login.example.com}
          clients:
            - {id: kubermatic, secret: other, RedirectURIs: [https://kkp.example.com]}
            - {id: kubermaticIssuer, secret: s3cret, RedirectURIs: [https://kkp.example.com/api/v1/kubeconfig]}
        """;

    var manifests = Manifests.parse(helm.templateText(NAME, values).succeeded());

    assertThat(settings(manifests))
        .containsEntry("oidc-issuer-url", "https://login.example.com/dex")
        .containsEntry("oidc-issuer-client-id", "kubermaticIssuer")
        .containsEntry("oidc-issuer-redirect-uri", "https://kkp.example.com/api/v1/kubeconfig");
    assertThat(secrets(manifests)).containsEntry("oidc-issuer-client-secret", "s3cret");
  }

  @Test
  void secretsStandInSecretsOnly() {
    var text =
        helm.template(NAME, GoldenChartsKT.FILES.resolve("kkp-2.14.values.yaml")).succeeded();

    assertThat(secrets(Manifests.parse(text)))
        .containsEntry("oidc-issuer-client-secret", "made-up-issuer-secret");
    assertThat(text)
        .doesNotContain("made-up-issuer-secret", "00112233445566778899", "bWFkZTp1cA==")
        .doesNotContain("made-up-key-of-thirty-two-bytes", "made-up-github");
    var dex = helm.template("oauth", GoldenChartsKT.FILES.resolve("kkp-2.14.values.yaml"));
    assertThat(dex.succeeded()).doesNotContain("made-up-github", "made-up-issuer", "$2a$10$");
  }
}
