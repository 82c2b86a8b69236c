package org.clustershare.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.clustershare.cluster.kubernetes.ClusterAccess;
import org.clustershare.cluster.kubernetes.Credentials.BearerToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadedKubeconfigTest {
  private static final String SECRET = "the-secret-token";
  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: c
        cluster:
          server: https://cluster.example.com:6443/
      users:
      - name: u
        user:
          token: the-secret-token
      contexts:
      - name: x
        context: {cluster: c, user: u}
      current-context: x
      """;

  @Test
  void aTokenAndAnHttpsServerAreTaken() throws InvalidKubeconfigException {
    ClusterAccess access = UploadedKubeconfig.read(GOOD);

    assertThat(access.server()).hasToString("https://cluster.example.com:6443");
    assertThat(access.caPem()).isEmpty();
    assertThat(access.credentials())
        .isInstanceOfSatisfying(
            BearerToken.class, bearer -> assertThat(bearer.token().reveal()).isEqualTo(SECRET));
    assertThat(access.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token: the-secret-token|exec: {command: rm}|field exec",
        "token: the-secret-token|auth-provider: {name: oidc}|field auth-provider",
        "token: the-secret-token|{username: a, password: b}|field",
        "token: the-secret-token|{token: t, tokenFile: /etc/passwd}|field tokenFile",
        "token: the-secret-token|{token: t, client-key: /etc/passwd}|field client-key",
        "token: the-secret-token|{token: t, as: admin}|field as",
        "token: the-secret-token|{}|neither a token nor",
        "token: the-secret-token|{client-certificate-data: '%', client-key-data: YQ==}|client-certificate-data is not base64",
        "token: the-secret-token|{client-certificate-data: YQ==, client-key-data: YQ==}|client-certificate-data holds no",
        "token: the-secret-token|token: [a]|lacks the user's token",
        "server: https|server: http|must begin with https",
        "server: https|server: file|must begin with https",
        "https://cluster|https://user:pw@cluster|without user",
        "https://cluster|https:// cluster|not an address",
        "server: https://cluster.example.com:6443/|{server: 'https://c', insecure-skip-tls-verify: true}|field insecure-skip-tls-verify",
        "server: https://cluster.example.com:6443/|{server: 'https://c', proxy-url: 'http://p'}|field proxy-url",
        "server: https://cluster.example.com:6443/|{server: 'https://c', certificate-authority: /etc/ca}|field certificate-authority",
        "server: https://cluster.example.com:6443/|{server: 'https://c', certificate-authority-data: YQ==}|certificate-authority-data holds no",
        "current-context: x|current-context: y|contexts has no entry",
        "cluster: c, user: u|cluster: d, user: u|clusters has no entry",
        "cluster: c, user: u|cluster: c, user: v|users has no entry",
        "kind: Config|kind: Config\\nkind: Config|cannot|",
        "current-context: x|current-context: x\\n---\\na: b|several YAML documents",
      })
  void whatCouldHarmIsRefusedWithItsField(String part, String instead, String sentence) {
    var text = GOOD.replace(part, instead.replace("\\n", "\n"));
    assertThat(text).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> UploadedKubeconfig.read(text))
        .isInstanceOf(InvalidKubeconfigException.class)
        .hasMessageContaining(sentence.equals("cannot") ? "not YAML" : sentence)
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void nothingIsTooMuch() {
    for (var text :
        new String[] {
          "",
          "  \n",
          "just text",
          "- a\n- list",
          "a: \0",
          "a: &a [x]\nb: " + "[*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
          "[".repeat(50_000),
          "a: " + "x".repeat(300_000),
          "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
          "\"unterminated the-secret-token",
        }) {
      assertThatThrownBy(() -> UploadedKubeconfig.read(text))
          .isInstanceOf(InvalidKubeconfigException.class)
          .message()
          .doesNotContain(SECRET);
    }
  }

  /** Whatever is uploaded is taken or refused; nothing else ever happens. */
  @Property(tries = 2000)
  void anyTextIsTakenOrRefused(@ForAll @StringLength(max = 400) String text) {
    try {
      assertThat(UploadedKubeconfig.read(text)).isNotNull();
    } catch (InvalidKubeconfigException refused) {
      assertThat(refused.sentence()).isNotBlank();
    }
  }

  /** A good file with any piece replaced by anything is taken or refused as well. */
  @Property(tries = 2000)
  void anyChangeOfAGoodFileIsTakenOrRefused(
      @ForAll @StringLength(max = 40) String insert, @ForAll int where, @ForAll int length) {
    int from = Math.floorMod(where, GOOD.length());
    int to = Math.min(GOOD.length(), from + Math.floorMod(length, 40));
    anyTextIsTakenOrRefused(GOOD.substring(0, from) + insert + GOOD.substring(to));
  }
}
