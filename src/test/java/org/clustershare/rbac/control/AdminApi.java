package org.clustershare.rbac.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.cluster.kubernetes.AddressPolicy;
import org.clustershare.cluster.kubernetes.ClusterAccess;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterApis;
import org.clustershare.cluster.kubernetes.Credentials;
import org.clustershare.platform.settings.NetworkRange;
import org.clustershare.platform.settings.Secret;
import org.clustershare.testbed.Cluster;

/** The adapter on a cluster of the test bed. */
final class AdminApi {
  private static final ClusterApis APIS =
      new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)));

  private AdminApi() {}

  static ClusterApi of(Cluster cluster) {
    return named("admin", cluster);
  }

  static ClusterApi named(String id, Cluster cluster) {
    return open(id, cluster, Optional.of(data(cluster, "certificate-authority")), admin(cluster));
  }

  static ClusterApi withPublicCas(Cluster cluster) {
    return open("public-cas", cluster, Optional.empty(), admin(cluster));
  }

  static ClusterApi withToken(Cluster cluster, String token) {
    return open(
        "token",
        cluster,
        Optional.of(data(cluster, "certificate-authority")),
        new Credentials.BearerToken(Secret.of(token)));
  }

  private static ClusterApi open(
      String id, Cluster cluster, Optional<String> ca, Credentials credentials) {
    return APIS.of(id, new ClusterAccess(cluster.server(), ca, credentials));
  }

  private static Credentials admin(Cluster cluster) {
    return new Credentials.ClientCertificate(
        data(cluster, "client-certificate"), Secret.of(data(cluster, "client-key")));
  }

  private static String data(Cluster cluster, String field) {
    var found =
        Pattern.compile("\"?" + field + "-data\"?: *\"?([A-Za-z0-9+/=]+)")
            .matcher(cluster.kubeconfigText());
    if (!found.find()) {
      throw new IllegalStateException("the kubeconfig lacks " + field);
    }
    return new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8);
  }
}
