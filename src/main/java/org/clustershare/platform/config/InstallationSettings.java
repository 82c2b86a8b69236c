package org.clustershare.platform.config;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.Strings;
import org.clustershare.platform.net.NetworkRange;

/**
 * Settings of the installation that belong to no single feature.
 *
 * @param baseUrl the address at which people reach this installation, without a trailing slash;
 *     from {@code oidc-issuer-redirect-uri}
 * @param openGates the gates that are open ({@code feature-gates})
 * @param shareKubeconfig whether pages show <em>Share cluster</em> ({@code share-kubeconfig})
 * @param monitoringNetworks the networks that may read metrics, the OpenAPI document and the
 *     details of health ({@code monitoring-networks}); {@link NetworkRange#PUBLIC} for all networks
 */
public record InstallationSettings(
    String baseUrl,
    Set<FeatureGate> openGates,
    boolean shareKubeconfig,
    Set<NetworkRange> monitoringNetworks) {

  /** The path of the redirect URI, to which the provider sends its authorization responses. */
  public static final String KUBECONFIG_PATH = "/api/v1/kubeconfig";

  /** The path of the console's redirect URI in earlier versions. */
  public static final String CALLBACK_PATH = "/callback";

  /**
   * Reads the settings of the installation.
   *
   * @param redirectUri the base URL followed by {@link #KUBECONFIG_PATH}
   */
  public static InstallationSettings read(SettingValues values, URI redirectUri) {
    return new InstallationSettings(
        Strings.CS.removeEnd(redirectUri.toString(), KUBECONFIG_PATH),
        featureGates(values),
        values.flag("share-kubeconfig", false),
        values.choices(
            "monitoring-networks",
            NetworkRange.values(),
            NetworkRange::key,
            Set.of(NetworkRange.PRIVATE, NetworkRange.LOOPBACK)));
  }

  public boolean isOpen(FeatureGate gate) {
    return openGates.contains(gate);
  }

  /** Whether people reach this installation over TLS; cookies are then secure. */
  public boolean https() {
    return baseUrl.startsWith("https:");
  }

  private static Set<FeatureGate> featureGates(SettingValues values) {
    var gates = EnumSet.noneOf(FeatureGate.class);
    for (var entry : values.list("feature-gates")) {
      int equals = entry.indexOf('=');
      var name = equals < 0 ? entry : entry.substring(0, equals);
      var value = equals < 0 ? "" : entry.substring(equals + 1);
      var gate = FeatureGate.of(name);
      if (gate.isEmpty()) {
        values.problem(
            "feature-gates names \"%s\", which is not a gate; the gates are %s."
                .formatted(
                    name,
                    Arrays.stream(FeatureGate.values())
                        .map(FeatureGate::key)
                        .collect(Collectors.joining(", "))));
      } else if (value.equals("true")) {
        gates.add(gate.get());
      } else if (!value.equals("false")) {
        values.problem(
            "feature-gates must say %s=true or %s=false; it says \"%s\"."
                .formatted(name, name, entry));
      }
    }
    return Set.copyOf(gates);
  }
}
