package org.clustershare.sharing.download;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.clustershare.platform.problem.ProblemType;

/**
 * The provider gave no refresh token. What brings one has another name at each provider, which is
 * guessed from its address.
 */
public enum MissingRefreshTokenProblem implements ProblemType {
  GOOGLE(issuer -> host(issuer, "accounts.google.com")),
  ENTRA(issuer -> host(issuer, "microsoftonline.com") || host(issuer, "windows.net")),
  OKTA(issuer -> host(issuer, "okta.com") || host(issuer, "oktapreview.com")),
  AUTH0(issuer -> host(issuer, "auth0.com")),
  GITLAB(issuer -> host(issuer, "gitlab.com")),
  KEYCLOAK(issuer -> issuer.getPath().contains("/realms/")),
  DEX(issuer -> issuer.getPath().contains("/dex") || issuer.getHost().startsWith("dex.")),
  OTHER(issuer -> true);

  private static final int BAD_REQUEST = 400;

  @SuppressWarnings("ImmutableEnumChecker") // none of these keeps anything
  private final Predicate<URI> known;

  MissingRefreshTokenProblem(Predicate<URI> known) {
    this.known = known;
  }

  public static MissingRefreshTokenProblem of(URI issuer) {
    return Arrays.stream(values())
        .filter(provider -> provider.known.test(issuer))
        .findFirst()
        .orElse(OTHER);
  }

  @Override
  public int status() {
    return BAD_REQUEST;
  }

  @Override
  public String key() {
    return "refresh-token-missing-" + ProblemType.super.key();
  }

  private static boolean host(URI issuer, String name) {
    var host = issuer.getHost().toLowerCase(Locale.ROOT);
    return host.equals(name) || host.endsWith("." + name);
  }
}
