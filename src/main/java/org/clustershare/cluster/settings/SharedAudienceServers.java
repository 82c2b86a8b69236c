package org.clustershare.cluster.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.clustershare.platform.config.SettingValues;

/**
 * The API servers that may receive tokens of the installation's client ({@code
 * shared-audience-servers}). Every cluster without a client of its own accepts these tokens.
 * Without the setting all API servers may receive them.
 *
 * @param patterns hosts in lower case; {@code *.example.com} matches all hosts below example.com.
 *     Empty for all
 */
public record SharedAudienceServers(List<String> patterns) {
  private static final String KEY = "shared-audience-servers";
  private static final String BELOW = "*.";
  private static final String LABEL = "[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?%1$s(\\.%1$s)*|\\[[0-9a-f:.]+]".formatted(LABEL));

  static SharedAudienceServers read(SettingValues values) {
    var patterns = new ArrayList<String>();
    for (var entry : values.list(KEY)) {
      var host = entry.toLowerCase(Locale.ROOT);
      if (HOST.matcher(host).matches()) {
        patterns.add(host);
      } else {
        values.problem(
            "shared-audience-servers must be a list of hosts without port, such as api.example.com or *.k8s.example.com; it names \"%s\"."
                .formatted(entry));
      }
    }
    return new SharedAudienceServers(List.copyOf(patterns));
  }

  /** Whether this API server may receive tokens that others accept, too. */
  public boolean allows(URI server) {
    var written = server.getHost().toLowerCase(Locale.ROOT);
    var host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, host));
  }

  private static boolean fits(String pattern, String host) {
    return pattern.startsWith(BELOW)
        ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
        : host.equals(pattern);
  }
}
