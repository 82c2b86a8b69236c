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
import org.clustershare.testbed.Cluster;

/** The ClusterApi of a test bed's cluster, with all rights. */
public final class AdminApi {
  private static final ClusterApis APIS =
      new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)));

  private AdminApi() {}

  public static ClusterApi of(Cluster cluster) {
    return open(cluster, Optional.of(data(cluster, "certificate-authority")), admin(cluster));
  }

  static ClusterApi withPublicCas(Cluster cluster) {
    return open(cluster, Optional.empty(), admin(cluster));
  }

  static ClusterApi withToken(Cluster cluster, String token) {
    return open(
        cluster,
        Optional.of(data(cluster, "certificate-authority")),
        new Credentials.BearerToken(Secret.of(token)));
  }

  private static ClusterApi open(Cluster cluster, Optional<String> ca, Credentials credentials) {
    return APIS.of(new ClusterAccess(cluster.server(), ca, credentials));
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
