package org.clustershare.story.sharing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One context of a kubeconfig, with its cluster and its user.
 *
 * @param text the kubeconfig that holds nothing else
 */
record KubeconfigContext(String text) {
  private static final Pattern ID_TOKEN = Pattern.compile("id-token: (\\S+)");
  private static final Pattern SERVER = Pattern.compile("    server: (\\S+)");
  private static final Pattern CLIENT =
      Pattern.compile("(?:--oidc-client-id=|client-id: )([^\\s\"]+)");

  /** The OIDC client with which the user signs in. */
  String clientId() {
    return first(CLIENT).orElseThrow(this::incomplete);
  }

  String server() {
    return first(SERVER).orElseThrow(this::incomplete);
  }

  /** Empty for a user who signs in with kubelogin. */
  Optional<String> idToken() {
    return first(ID_TOKEN);
  }

  private Optional<String> first(Pattern pattern) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private AssertionError incomplete() {
    return new AssertionError(text);
  }
}
