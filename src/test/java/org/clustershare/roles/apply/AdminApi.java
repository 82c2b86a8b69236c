package org.clustershare.roles.apply;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.testbed.cluster.KubernetesCluster;

/** The ClusterApi of a test bed's cluster, with all rights. */
public final class AdminApi {
  private static final ClusterApis APIS =
      new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)));

  private AdminApi() {}

  public static ClusterApi of(KubernetesCluster kubernetesCluster) {
    return open(
        kubernetesCluster,
        Optional.of(data(kubernetesCluster, "certificate-authority")),
        admin(kubernetesCluster));
  }

  static ClusterApi withPublicCas(KubernetesCluster kubernetesCluster) {
    return open(kubernetesCluster, Optional.empty(), admin(kubernetesCluster));
  }

  static ClusterApi withToken(KubernetesCluster kubernetesCluster, String token) {
    return open(
        kubernetesCluster,
        Optional.of(data(kubernetesCluster, "certificate-authority")),
        new Credentials.BearerToken(Secret.of(token)));
  }

  private static ClusterApi open(
      KubernetesCluster kubernetesCluster, Optional<String> ca, Credentials credentials) {
    return APIS.of(new ClusterAccess(kubernetesCluster.server(), ca, credentials));
  }

  private static Credentials admin(KubernetesCluster kubernetesCluster) {
    return new Credentials.ClientCertificate(
        data(kubernetesCluster, "client-certificate"),
        Secret.of(data(kubernetesCluster, "client-key")));
  }

  private static String data(KubernetesCluster kubernetesCluster, String field) {
    var found =
        Pattern.compile("\"?" + field + "-data\"?: *\"?([A-Za-z0-9+/=]+)")
            .matcher(kubernetesCluster.kubeconfigText());
    if (!found.find()) {
      throw new IllegalStateException("the kubeconfig lacks " + field);
    }
    return new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8);
  }
}
