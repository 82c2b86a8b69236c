package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.audit.settings.AuditSettings;
import org.clustershare.bindings.BindableRoles;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.ApiClients;
import org.clustershare.oidc.settings.ClusterIssuers;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.RawSetting;
import org.clustershare.platform.config.SettingSource;
import org.clustershare.platform.crypto.EncryptionKeys;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.project.settings.ProjectSettings;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.roles.settings.RoleSettings;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * CDI producer of the clock and of each feature's part of the settings, which it reads once. The
 * parts are records, which a CDI proxy cannot extend, so every bean gets the record itself.
 */
@ApplicationScoped
public class SettingsProducer {
  private @Nullable Settings settings;

  /** The server's configuration. */
  private record ServerSource(Config config) implements SettingSource {
    @Override
    public Optional<String> value(String key) {
      return config.getOptionalValue(key, String.class);
    }

    @Override
    public Optional<String> written(String key) {
      return RawSetting.find(key);
    }
  }

  /**
   * All settings, which are read on the first call.
   *
   * @throws InvalidSettingsException if a setting is missing or invalid; startup ends then
   */
  public synchronized Settings settings() {
    // Not in a constructor: the container would wrap the exception that names the problems.
    if (settings == null) {
      Config config = ConfigProvider.getConfig();
      settings = new SettingsReader(new ServerSource(config), config.getPropertyNames()).read();
    }
    return settings;
  }

  @Produces
  InstallationSettings installation() {
    return settings().installation();
  }

  @Produces
  OidcSettings oidc() {
    return settings().oidc();
  }

  @Produces
  AccountSettings accounts() {
    return settings().oidc().accounts();
  }

  @Produces
  ApiClients apiClients() {
    return settings().apiClients();
  }

  @Produces
  ProjectSettings projects() {
    return settings().projects();
  }

  @Produces
  QuotaSettings quotas() {
    return settings().quotas();
  }

  @Produces
  ClusterSettings clusters() {
    return settings().clusters();
  }

  @Produces
  EncryptionKeys encryptionKeys() {
    return new EncryptionKeys(settings().clusters().encryptionKeys());
  }

  @Produces
  ClusterIssuers clusterIssuers() {
    return settings().clusters().issuers();
  }

  @Produces
  AddressPolicy addressPolicy() {
    return new AddressPolicy(settings().clusters().addressPolicy());
  }

  @Produces
  SharingSettings sharing() {
    return settings().sharing();
  }

  @Produces
  RoleSettings roles() {
    return settings().roles();
  }

  @Produces
  BindableRoles bindableRoles() {
    return new BindableRoles(settings().roles().bindable());
  }

  @Produces
  AuditSettings audit() {
    return settings().audit();
  }

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
