package org.clustershare.startup;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingNames;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.project.settings.ProjectSettings;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Reads {@link Settings} from the seed's flag names, such as {@code oidc-issuer-url}, and gathers
 * every problem before it gives up, so that an operator mends all of them at once.
 */
public final class SettingsReader {
  private final SettingValues values;
  private final Iterable<String> names;

  /**
   * @param source gives the value of a key, empty when it is not set
   */
  public SettingsReader(Function<String, Optional<String>> source) {
    this(source, List.of());
  }

  /**
   * @param source gives the value of a key, empty when it is not set
   * @param names of everything that is set, other programs' too, to find misspelt keys among them
   */
  public SettingsReader(Function<String, Optional<String>> source, Iterable<String> names) {
    this.values = new SettingValues(source);
    this.names = names;
  }

  /**
   * All settings, checked.
   *
   * @throws InvalidSettingsException with a sentence for each value that is missing or wrong
   */
  public Settings read() {
    var oidc = OidcSettings.read(values);
    var clusters = ClusterSettings.read(values);
    oidc.signIn().requireKnownIssuers(values, oidc.issuerUrl(), clusters.issuers());
    var settings =
        new Settings(
            oidc,
            InstallationSettings.read(values, oidc.redirectUri()),
            ProjectSettings.read(values, oidc.signIn()),
            clusters,
            RoleSettings.read(values),
            SharingSettings.read(values, oidc),
            QuotaSettings.read(values));
    new SettingNames(values.asked()).problems(names).forEach(values::problem);
    values.throwProblems();
    return settings;
  }
}
