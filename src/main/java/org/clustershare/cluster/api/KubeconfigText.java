package org.clustershare.cluster.api;

import java.util.Base64;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;

/** A kubeconfig in a JSON body: base64, on one line or several. */
final class KubeconfigText {
  private KubeconfigText() {}

  static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ClusterProblem.KUBECONFIG_INVALID, Message.of("kubeconfig.field-not-base64"));
    }
  }
}
