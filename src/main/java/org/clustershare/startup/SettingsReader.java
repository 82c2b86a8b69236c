package org.clustershare.startup;

import java.util.List;
import org.clustershare.audit.settings.AuditSettings;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.identity.limit.RateLimitSettings;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingNames;
import org.clustershare.platform.config.SettingSource;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.deployment.ShutdownSettings;
import org.clustershare.platform.kkp.KkpSettings;
import org.clustershare.platform.proxy.TrustedProxies;
import org.clustershare.project.settings.ProjectSettings;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Reads {@link Settings} by their names, such as {@code oidc-issuer-url}, which are those of KKP's
 * seed. It collects all problems, so that an operator can fix them at once.
 */
public final class SettingsReader {
  private final SettingValues values;
  private final Iterable<String> names;

  /**
   * @param source the values of the settings
   */
  public SettingsReader(SettingSource source) {
    this(source, List.of());
  }

  /**
   * @param source the values of the settings
   * @param names all names that are set, including those of other programs, to find misspelt keys
   */
  public SettingsReader(SettingSource source, Iterable<String> names) {
    this.values = new SettingValues(source);
    this.names = names;
  }

  /**
   * Reads and checks all settings.
   *
   * @throws InvalidSettingsException with one sentence for each value that is missing or invalid
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
            QuotaSettings.read(values),
            RateLimitSettings.read(values),
            TrustedProxies.read(values),
            ShutdownSettings.read(values),
            KkpSettings.read(values),
            AuditSettings.read(values));
    new SettingNames(values.usedKeys()).problems(names).forEach(values::problem);
    values.throwProblems();
    return settings;
  }
}
