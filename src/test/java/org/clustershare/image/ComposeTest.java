package org.clustershare.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.startup.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The compose file with its keys and its provider, and the systemd unit. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "prepare runs in sh")
class ComposeTest {
  private static final Path SOURCE = Path.of("server-config/compose");

  @TempDir private Path folder = Path.of("");

  private record Output(int code, String text) {}

  private static Map<?, ?> yaml(String file) throws IOException {
    return new Yaml().load(Files.readString(SOURCE.resolve(file)));
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) Objects.requireNonNull(parent.get(key), key);
  }

  @Test
  void eachNameIsASettingAndTheProviderKnowsTheClient() throws IOException {
    var services = map(yaml("compose.yaml"), "services");
    var product = map(services, "cluster-share");
    var settings = settings();
    var environment = map(product, "environment");

    assertThat(environment.keySet())
        .map(key -> key.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .isSubsetOf(settings);
    assertThat((List<?>) product.get("secrets"))
        .map(Object::toString)
        .isSubsetOf(settings)
        .contains("encryption-keys", "oidc-issuer-cookie-hash-key");

    var dex = yaml("dex.yaml");
    assertThat(dex.get("issuer")).isEqualTo(environment.get("OIDC_ISSUER_URL"));
    var clients = (List<?>) Objects.requireNonNull(dex.get("staticClients"));
    var client = (Map<?, ?>) clients.getFirst();
    assertThat(client.get("id")).isEqualTo(environment.get("OIDC_ISSUER_CLIENT_ID"));
    assertThat(client.get("redirectURIs"))
        .isEqualTo(List.of(environment.get("OIDC_ISSUER_REDIRECT_URI")));
    assertThat(client.get("secretEnv")).isEqualTo("CLUSTER_SHARE_CLIENT_SECRET");
  }

  private static Set<String> settings() {
    var names = new HashSet<>(Set.of("database-url", "database-user", "database-password"));
    assertThatThrownBy(
            () ->
                new SettingsReader(
                        key -> {
                          names.add(key);
                          return Optional.empty();
                        })
                    .read())
        .isInstanceOf(InvalidSettingsException.class);
    return names;
  }

  @Test
  void onlyThisMachineReachesThePortsAndNothingIsWrittenBesideTheVolumes() throws IOException {
    var services = map(yaml("compose.yaml"), "services");

    assertThat(services).hasSize(3);
    services
        .values()
        .forEach(
            service -> {
              var ports = (List<?>) ((Map<?, ?>) service).get("ports");
              assertThat(ports == null ? List.of() : ports)
                  .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
              assertThat(String.valueOf(((Map<?, ?>) service).get("image")))
                  .matches("[a-z/-]+:[\\w.-]+")
                  .doesNotEndWith(":latest");
            });
    var product = map(services, "cluster-share");
    assertThat(product.get("read_only")).isEqualTo(true);
    assertThat(product.get("cap_drop")).isEqualTo(List.of("ALL"));
  }

  private Output prepare(String path) throws IOException, InterruptedException {
    if (Files.notExists(folder.resolve("prepare"))) {
      Files.copy(
          SOURCE.resolve("prepare"), folder.resolve("prepare"), StandardCopyOption.COPY_ATTRIBUTES);
    }
    var builder =
        new ProcessBuilder(folder.resolve("prepare").toString()).redirectErrorStream(true);
    builder.environment().merge("PATH", path, (before, first) -> first + before);
    var process = builder.start();
    try (var text = process.inputReader()) {
      var lines = String.join("\n", text.readAllLines());
      return new Output(process.waitFor(), lines);
    }
  }

  @Test
  void keysAreMadeOnceForTheOwnerAlone() throws IOException, InterruptedException {
    assertThat(prepare("").code()).isZero();
    var secrets = folder.resolve("secrets");
    var keys = Files.readString(secrets.resolve("encryption-keys"));
    assertThat(keys).matches("compose:[A-Za-z0-9+/]{43}=");
    assertThat(Files.readString(secrets.resolve("oidc-issuer-cookie-hash-key")))
        .matches("[0-9a-f]{64}");
    assertThat(Files.readString(secrets.resolve("dex.env")))
        .isEqualTo(
            "CLUSTER_SHARE_CLIENT_SECRET=%s\n"
                .formatted(Files.readString(secrets.resolve("oidc-issuer-client-secret"))));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");

    assertThat(prepare(""))
        .satisfies(again -> assertThat(again.text()).contains("nothing is changed"));
    assertThat(Files.readString(secrets.resolve("encryption-keys"))).isEqualTo(keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "echo c2hvcnQ=", "true"})
  void withoutRandomBytesNoKeyIsMade(String openssl) throws IOException, InterruptedException {
    var program = Files.createDirectory(folder.resolve("bin")).resolve("openssl");
    Files.writeString(program, "#!/bin/sh\n" + openssl + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    var output = prepare(program.getParent() + ":");

    assertThat(output.code()).isEqualTo(78);
    assertThat(output.text())
        .contains("openssl gave no 32 random bytes for oidc-issuer-client-secret");
    assertThat(folder).isDirectoryNotContaining("glob:**/secrets*");
  }

  @Test
  void theUnitRunsTheDistributionWithoutPrivileges() throws IOException {
    var unit = Files.readAllLines(Path.of("server-config/systemd/cluster-share.service"));

    assertThat(unit)
        .contains(
            "DynamicUser=yes",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "ProtectSystem=strict",
            "PrivateTmp=yes",
            "SystemCallFilter=@system-service",
            "RestartPreventExitStatus=78",
            "UMask=0077")
        .anyMatch(
            line -> line.startsWith("ExecStart=/opt/cluster-share/bin/cluster-share --port 8080"))
        .as("the JVM's compiler writes code")
        .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute=yes"));
  }
}
