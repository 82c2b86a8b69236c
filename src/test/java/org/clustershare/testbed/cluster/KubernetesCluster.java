package org.clustershare.testbed.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.product.ChildProcess;
import org.clustershare.testbed.product.Ports;
import org.clustershare.testbed.provider.Dex;

/** A real cluster's control plane: kube-apiserver, its controllers and etcd. It runs no pods. */
public final class KubernetesCluster implements AutoCloseable {
  private final Testbed testbed;
  private final Path dir;
  private final Settings settings;
  private ChildProcess process;
  private final URI server;
  private final Path caFile;
  private final Path kubeconfig;

  /**
   * How the API server is set up.
   *
   * @param issuer whom it trusts, by flags, to say who people are
   * @param authentication an {@code AuthenticationConfiguration} as YAML, instead of an issuer
   * @param flags further flags of kube-apiserver
   * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">
   *     Authenticating</a>
   */
  public record Settings(
      Optional<Dex> issuer, Optional<String> authentication, List<String> flags) {
    public static Settings plain() {
      return new Settings(Optional.empty(), Optional.empty(), List.of());
    }

    /** With the {@code --oidc-*} flags for an issuer. */
    public static Settings trusting(Dex dex) {
      return new Settings(Optional.of(dex), Optional.empty(), List.of());
    }

    /** With a file of structured authentication; it may name several issuers. */
    public static Settings authenticating(String configuration) {
      return new Settings(Optional.empty(), Optional.of(configuration), List.of());
    }

    public Settings withFlag(String flag) {
      var more = new ArrayList<>(flags);
      more.add(flag);
      return new Settings(issuer, authentication, List.copyOf(more));
    }
  }

  private KubernetesCluster(Testbed testbed, Path dir, Settings settings) {
    this.testbed = testbed;
    this.dir = dir;
    this.settings = settings;
    this.process = run(Ports.free());
    var ready = process.awaitReady();
    this.server = URI.create(ready.getString("server"));
    this.caFile = Path.of(ready.getString("caFile"));
    this.kubeconfig = Path.of(ready.getString("kubeconfig"));
  }

  /** Starts a cluster on free ports of the loopback; returns when RBAC works in it. */
  public static KubernetesCluster start(Testbed testbed, Path dir, Settings settings) {
    return new KubernetesCluster(testbed, dir, settings);
  }

  public URI server() {
    return server;
  }

  /** The CA of the API server's certificate. */
  public Path caFile() {
    return caFile;
  }

  /** The kubeconfig of the cluster's administrator. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  public String kubeconfigText() {
    try {
      return Files.readString(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts another {@code AuthenticationConfiguration} in the place of the one it reads. */
  public void authenticate(String configuration) {
    try {
      var next = Files.writeString(dir.resolve("next.yaml"), configuration);
      Files.move(
          next,
          dir.resolve("authentication-configuration.yaml"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the cluster; what it holds stays for {@link #restart}. */
  public void stop() {
    process.close();
  }

  /** Starts it again at the same address with what it held. */
  public void restart() {
    process.close();
    process = run(server.getPort());
    process.awaitReady();
  }

  @Override
  public void close() {
    process.close();
  }

  private ChildProcess run(int port) {
    var command = new ArrayList<String>();
    command.add(testbed.program().toString());
    command.addAll(
        List.of("cluster", "--dir", dir.toAbsolutePath().toString(), "--port", "" + port));
    testbed.assets().ifPresent(assets -> command.add("--assets=" + assets));
    command.add("--");
    settings
        .issuer()
        .ifPresent(
            dex ->
                command.addAll(
                    List.of(
                        "--oidc-issuer-url=" + dex.url(),
                        "--oidc-client-id=" + Dex.CLIENT_ID,
                        "--oidc-ca-file=" + dex.caFile(),
                        "--oidc-username-claim=email",
                        "--oidc-groups-claim=groups")));
    settings
        .authentication()
        .ifPresent(
            configuration -> command.add("--authentication-config=" + written(configuration)));
    command.addAll(settings.flags());
    return ChildProcess.start(command, Map.of(), dir.resolve("cluster.err"));
  }

  private Path written(String configuration) {
    try {
      Files.createDirectories(dir);
      return Files.writeString(
          dir.resolve("authentication-configuration.yaml").toAbsolutePath(), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
