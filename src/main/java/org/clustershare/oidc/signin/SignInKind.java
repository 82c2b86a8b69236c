package org.clustershare.oidc.signin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Purpose of a sign-in. A state, a cookie or a key of one kind is worthless for another one. */
public enum SignInKind {
  /** Sign-in to the console. */
  CONSOLE,
  /** Sign-in of a share's recipient, whose tokens go into a kubeconfig. */
  SHARE,
  /** Sign-in for a fresh ID token, with which a signed-in person checks a cluster's trust. */
  TRUST_CHECK;

  /** The name in states: lower case, with dashes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<SignInKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }
}
