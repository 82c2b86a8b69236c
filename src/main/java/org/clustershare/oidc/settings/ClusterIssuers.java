package org.clustershare.oidc.settings;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.net.ServerAddress;

/**
 * The issuers beside the installation's at which a cluster may have a client of its own ({@code
 * cluster-issuers}); none unless they are named.
 *
 * @param any whether every issuer is allowed whose address is, as far as it says in its answers who
 *     it is (RFC 9207)
 * @param named those that the operator vouches for
 */
public record ClusterIssuers(boolean any, Set<String> named) {
  private static final String KEY = "cluster-issuers";
  private static final String ANY = "any";

  public static ClusterIssuers read(SettingValues values) {
    var entries = values.list(KEY);
    var named = new LinkedHashSet<String>();
    entries.stream()
        .filter(entry -> !entry.equals(ANY))
        .forEach(
            entry -> {
              if (isIssuer(entry)) {
                named.add(entry);
              } else {
                values.problem(
                    "cluster-issuers must be a list of issuers such as https://dex.example.com/dex, or any; it names \"%s\"."
                        .formatted(entry));
              }
            });
    return new ClusterIssuers(entries.contains(ANY), Set.copyOf(named));
  }

  public boolean allows(URI issuer) {
    return any || names(issuer);
  }

  /** Whether the operator vouches for it. */
  public boolean names(URI issuer) {
    return named.contains(issuer.toString());
  }

  private static boolean isIssuer(String text) {
    return text.startsWith("https:") && ServerAddress.https(text).isPresent();
  }
}
