package org.clustershare.story.cluster;

import org.clustershare.testbed.cluster.KubernetesCluster;

/** Kubeconfigs for one API server: the administrator's, and ones that are wrong in one place. */
record KubeconfigVariants(KubernetesCluster apiServer) {
  /** The administrator's own. */
  String good() {
    return apiServer.kubeconfigText();
  }

  /** For an address at which nothing listens. */
  String unreachable() {
    return at("https://127.0.0.1:1");
  }

  /** For another address, written as in YAML. */
  String at(String server) {
    return good().replaceAll("server: .*", "server: " + server);
  }

  /** Without the certificate authority that signed the API server's certificate. */
  String withoutCa() {
    return good().replaceAll("certificate-authority-data: .*", "extensions: []");
  }

  /** With a bearer token in place of the client certificate. */
  String withToken(String token) {
    return good()
        .replaceAll("client-certificate-data: .*", "token: " + token)
        .replaceAll("client-key-data: .*", "extensions: []");
  }
}
