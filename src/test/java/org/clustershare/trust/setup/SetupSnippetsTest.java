package org.clustershare.trust.setup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.account.AccessManifest;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Administrators paste these texts into a shell or a file of their cluster. Whatever a client, an
 * issuer or a prefix is called, a real shell and real parsers read exactly its name, and nothing
 * more happens.
 */
class SetupSnippetsTest {
  /** Each one has been syntax somewhere. */
  private static final List<String> HOSTILE =
      List.of(
          "team-a,usernamePrefix=x,groupsPrefix=",
          "a,issuerUrl=https://evil.example",
          "'; touch pwned; '",
          "$(touch pwned)",
          "`touch pwned`",
          "\\",
          "\"",
          "a b",
          "END",
          "\nEND\ntouch pwned\n",
          "--help",
          "~",
          "*",
          "!!",
          "%s%n",
          "a\u2028b\u0085c",
          "#",
          "- x",
          "{}",
          "\ud83d\ude80",
          "${HOME}",
          "a'b\\'c");

  /** What an address may have in it (RFC 3986, sub-delims). */
  private static final String ISSUER = "https://dex.example.com/a'b;c$d,e=f&(g)*!+~";

  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      return Files.createTempDirectory("pasted");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(HOSTILE),
        Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(40),
        Arbitraries.of(HOSTILE)
            .list()
            .ofMinSize(2)
            .ofMaxSize(4)
            .map(parts -> String.join("", parts)));
  }

  @Property(tries = 500)
  void yamlReadsTheName(@ForAll("names") String name) {
    Object read =
        new Yaml(new SafeConstructor(new LoaderOptions())).load("key: " + Quoting.yaml(name));

    assertThat(read).isEqualTo(Map.of("key", name));
    assertThat(Quoting.yaml(name)).matches("[ -~]*");
  }

  @Property(tries = 60)
  void aShellReadsTheName(@ForAll("names") String name) throws Exception {
    assertThat(bash("printf '%s\\0' x=" + Quoting.shell(name))).containsExactly("x=" + name);
  }

  @Property(tries = 60)
  void awsGetsOneConfigurationWithTheseNames(
      @ForAll("names") String client, @ForAll("names") String prefix) throws Exception {
    var text =
        new ManagedServiceSnippets(
                new SetupTarget(
                    ISSUER,
                    client,
                    Optional.empty(),
                    Optional.empty(),
                    new UsernamePrefixes("", prefix)))
            .eks()
            .text();

    var arguments = bash("CLUSTER=c; aws() { printf '%s\\0' \"$@\"; }\n" + text);

    assertThat(arguments.subList(0, 5))
        .containsExactly(
            "eks", "associate-identity-provider-config", "--cluster-name", "c", "--oidc");
    assertThat(arguments).hasSize(6);
    var oidc = json(arguments.get(5));
    assertThat(oidc.keySet())
        .containsExactly(
            "identityProviderConfigName",
            "issuerUrl",
            "clientId",
            "usernameClaim",
            "groupsClaim",
            "groupsPrefix");
    assertThat(oidc.getString("issuerUrl")).isEqualTo(ISSUER);
    assertThat(oidc.getString("clientId")).isEqualTo(client);
    assertThat(oidc.getString("groupsPrefix")).isEqualTo(prefix);
  }

  @Property(tries = 40)
  void theOtherCloudsGetFilesWithTheseNames(@ForAll("names") String client) throws Exception {
    var texts =
        new ManagedServiceSnippets(
            new SetupTarget(
                ISSUER,
                client,
                Optional.of(client + "2"),
                Optional.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                UsernamePrefixes.NONE));

    bash(
        "az() { :; }; RESOURCE_GROUP=r CLUSTER=c\n" + texts.aks(EmailVerifiedRule.REQUIRED).text());
    bash("gcloud() { :; }; kubectl() { :; }; CLUSTER=c LOCATION=l\n" + texts.gke().text());

    var aks = json(Files.readString(FOLDER.resolve("cluster-share.json")));
    assertThat(aks.getJsonObject("issuer").getJsonArray("audiences").getString(0))
        .isEqualTo(client);
    var gke = json(Files.readString(FOLDER.resolve("client-config.json")));
    assertThat(
            gke.getJsonObject("spec")
                .getJsonArray("authentication")
                .getJsonObject(0)
                .getJsonObject("oidc")
                .getString("clientID"))
        .isEqualTo(client);
  }

  @Property(tries = 200)
  void theConfigurationNamesThemAndNothingElse(
      @ForAll("names") String client, @ForAll("names") String prefix) {
    var text =
        new ApiServerSnippets(
                new SetupTarget(
                    ISSUER,
                    client,
                    Optional.empty(),
                    Optional.empty(),
                    new UsernamePrefixes(prefix, prefix)))
            .authenticationConfiguration(EmailVerifiedRule.REQUIRED)
            .text();
    Map<?, ?> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    var jwt = (Map<?, ?>) ((List<?>) requireNonNull(read.get("jwt"))).get(0);

    assertThat(((Map<?, ?>) requireNonNull(jwt.get("issuer"))).get("audiences"))
        .isEqualTo(List.of(client));
    assertThat(jwt.get("claimMappings"))
        .isEqualTo(
            Map.of(
                "username", Map.of("claim", "email", "prefix", prefix),
                "groups", Map.of("claim", "groups", "prefix", prefix)));
    assertThat((List<?>) jwt.get("userValidationRules")).hasSize(2);
  }

  @Test
  void theCommandsOfTheAccessManifestAreAShells() throws Exception {
    for (var text :
        List.of(AccessManifest.userCommands(), AccessManifest.serviceAccountCommands())) {
      var commands = Files.writeString(FOLDER.resolve("commands"), text);

      assertThat(bash("bash -n " + commands)).isEmpty();
    }
  }

  @AfterTry
  void nothingElseHappened() throws IOException {
    assertThat(FOLDER.resolve("pwned")).doesNotExist();
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** What a script prints, split at NUL; anything on its standard error fails. */
  private List<String> bash(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-s").directory(FOLDER.toFile());
    builder.redirectErrorStream(true).environment().put("LC_ALL", "C.UTF-8");
    var input = Files.writeString(FOLDER.resolve("script"), script);
    builder.redirectInput(input.toFile());
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    var parts = new ArrayList<>(List.of(said.split("\0", -1)));
    parts.remove(parts.size() - 1);
    return parts;
  }
}
