package org.clustershare.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real cluster's control plane: kube-apiserver, its controllers and etcd. It runs no pods. */
public final class Cluster implements AutoCloseable {
  private final Testbed testbed;
  private final Path dir;
  private final Settings settings;
  private ChildProcess process;
  private final URI server;
  private final Path kubeconfig;

  /**
   * How the API server is set up.
   *
   * @param issuer whom it trusts to say who people are
   * @param flags further flags of kube-apiserver
   */
  public record Settings(Optional<Issuer> issuer, List<String> flags) {
    public static Settings plain() {
      return new Settings(Optional.empty(), List.of());
    }

    public static Settings trusting(Issuer issuer) {
      return new Settings(Optional.of(issuer), List.of());
    }

    public Settings withFlag(String flag) {
      var more = new ArrayList<>(flags);
      more.add(flag);
      return new Settings(issuer, List.copyOf(more));
    }
  }

  private Cluster(Testbed testbed, Path dir, Settings settings) {
    this.testbed = testbed;
    this.dir = dir;
    this.settings = settings;
    this.process = run(0);
    var ready = process.awaitReady();
    this.server = URI.create(ready.getString("server"));
    this.kubeconfig = Path.of(ready.getString("kubeconfig"));
  }

  /** Starts a cluster on free ports of the loopback; returns when RBAC works in it. */
  public static Cluster start(Testbed testbed, Path dir, Settings settings) {
    return new Cluster(testbed, dir, settings);
  }

  public URI server() {
    return server;
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
            issuer ->
                command.addAll(
                    List.of(
                        "--oidc-issuer-url=" + issuer.url(),
                        "--oidc-client-id=" + Issuer.CLIENT_ID,
                        "--oidc-ca-file=" + issuer.caFile(),
                        "--oidc-username-claim=email",
                        "--oidc-groups-claim=groups")));
    command.addAll(settings.flags());
    return ChildProcess.start(command, Map.of(), dir.resolve("cluster.err"));
  }
}
