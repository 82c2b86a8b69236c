package org.clustershare.sharing.signin;

import java.util.Map;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.signin.SignInState;
import org.clustershare.sharing.SharedCluster;

/**
 * A recipient's request for a kubeconfig. A sign-in for a share serves it, and the sign-in's state
 * names it.
 *
 * @param shared the shared cluster
 * @param style the requested style of the kubeconfig
 * @param direct whether the file itself is the answer, as KKP's links promise
 */
public record KubeconfigRequest(SharedCluster shared, KubeconfigStyle style, boolean direct) {
  private static final String SHARE = "share";
  private static final String STYLE = "style";
  private static final String DIRECT = "direct";

  /** The id of the share that a state names. */
  static String shareId(SignInState state) {
    return state.detail(SHARE);
  }

  /** Returns the request that a state names, for its share. */
  static KubeconfigRequest of(SignInState state, SharedCluster shared) {
    return new KubeconfigRequest(
        shared,
        KubeconfigStyle.of(state.detail(STYLE)).orElse(KubeconfigStyle.AUTH_PROVIDER),
        Boolean.parseBoolean(state.detail(DIRECT)));
  }

  /** The details of this request in a sign-in state. */
  Map<String, String> details() {
    return Map.of(SHARE, shared.share().id(), STYLE, style.key(), DIRECT, String.valueOf(direct));
  }
}
