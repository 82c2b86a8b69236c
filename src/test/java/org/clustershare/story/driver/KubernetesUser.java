package org.clustershare.story.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;

/** A person or an account at one API server, as its authorizers know them. */
public final class KubernetesUser {
  private final Kubectl kubectl;
  private final Path kubeconfig;
  private final List<String> flags;

  private KubernetesUser(Kubectl kubectl, Path kubeconfig, List<String> flags) {
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
    this.flags = flags;
  }

  /** The user whom the API server takes the bearer of a token for. */
  public static KubernetesUser withToken(
      Kubectl kubectl, KubernetesCluster apiServer, String token) {
    return new KubernetesUser(
        kubectl,
        Path.of("/dev/null"),
        List.of(
            "--server=" + apiServer.server(),
            "--certificate-authority=" + apiServer.caFile(),
            "--token=" + token));
  }

  /** The user of a kubeconfig. */
  public static KubernetesUser of(Kubectl kubectl, Path kubeconfig) {
    return new KubernetesUser(kubectl, kubeconfig, List.of());
  }

  /** Another user, whom this one impersonates. */
  public KubernetesUser as(String name) {
    var more = new ArrayList<>(flags);
    more.add("--as=" + name);
    return new KubernetesUser(kubectl, kubeconfig, List.copyOf(more));
  }

  /** What {@code kubectl auth can-i} prints for a verb and a resource such as {@code get pods}. */
  String canI(String what) {
    return kubectl("auth can-i " + what);
  }

  /** Runs kubectl with arguments that have no spaces in them; gives what it prints. */
  public String kubectl(String arguments) {
    var all = new ArrayList<>(List.of(arguments.split(" ", -1)));
    all.addAll(flags);
    return kubectl.run(kubeconfig, all.toArray(String[]::new)).text();
  }

  /** The name that the API server knows the user by, or its error. */
  public String username() {
    return kubectl("auth whoami --output=jsonpath={.status.userInfo.username}");
  }
}
