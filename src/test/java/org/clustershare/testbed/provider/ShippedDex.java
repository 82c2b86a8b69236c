package org.clustershare.testbed.provider;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.product.ChildProcess;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * dex as its project ships it, with a configuration that was written for a pod. It serves TLS
 * itself, which an Ingress does in a cluster, and reaches the API server with a kubeconfig.
 */
public final class ShippedDex implements AutoCloseable {
  private final ChildProcess process;
  private final URI issuer;

  private ShippedDex(ChildProcess process, URI issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  /**
   * Starts it at the address of its configuration, and waits until it answers.
   *
   * @param configuration dex's configuration file; its issuer is on the loopback
   * @param kubeconfig the account with which dex keeps its state in a cluster
   */
  public static ShippedDex start(
      Testbed testbed,
      Path folder,
      String configuration,
      PrivateAuthority authority,
      Path kubeconfig) {
    Map<String, Object> config =
        new LinkedHashMap<>(
            new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Map<String, Object>>load(configuration));
    var issuer = URI.create(String.valueOf(config.get("issuer")));
    try {
      Files.createDirectories(folder);
      var certificate = Files.writeString(folder.resolve("server.crt"), authority.certificatePem());
      var key = Files.writeString(folder.resolve("server.key"), authority.keyPem());
      config.put(
          "web",
          Map.of(
              "https",
              issuer.getAuthority(),
              "tlsCert",
              certificate.toString(),
              "tlsKey",
              key.toString()));
      config.remove("telemetry");
      config.put(
          "storage",
          Map.of("type", "kubernetes", "config", Map.of("kubeConfigFile", kubeconfig.toString())));
      var file = Files.writeString(folder.resolve("config.yaml"), new Yaml().dump(config));
      var process =
          ChildProcess.start(
              List.of(
                  testbed.program().toString(),
                  "run",
                  testbed.dex().toString(),
                  "serve",
                  file.toString()),
              Map.of(),
              folder.resolve("dex.log"));
      var dex = new ShippedDex(process, issuer);
      dex.awaitReady(authority.caFile(), folder.resolve("dex.log"));
      return dex;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI issuer() {
    return issuer;
  }

  private void awaitReady(Path caFile, Path log) {
    var discovery =
        HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")).build();
    await("dex, whose log is " + log)
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !process.alive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                TrustedHttp.client(caFile).send(discovery, BodyHandlers.discarding()).statusCode()
                    == 200);
  }

  @Override
  public void close() {
    process.close();
  }
}
