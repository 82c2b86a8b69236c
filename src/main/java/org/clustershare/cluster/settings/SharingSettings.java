package org.clustershare.cluster.settings;

import java.util.Set;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.SettingValues;

/**
 * Settings for the kubeconfigs of recipients.
 *
 * @param kubeconfigStyles the styles that recipients choose from ({@code kubeconfig-styles});
 *     {@link KubeconfigStyle#EXEC} needs a public client
 */
public record SharingSettings(Set<KubeconfigStyle> kubeconfigStyles) {

  public static SharingSettings read(SettingValues values, OidcSettings oidc) {
    var key = "kubeconfig-styles";
    var styles =
        values.choices(
            key,
            KubeconfigStyle.values(),
            KubeconfigStyle::key,
            oidc.publicClientId().isPresent()
                ? Set.of(KubeconfigStyle.EXEC, KubeconfigStyle.AUTH_PROVIDER)
                : Set.of(KubeconfigStyle.AUTH_PROVIDER));
    if (styles.contains(KubeconfigStyle.EXEC) && oidc.publicClientId().isEmpty()) {
      values.problem(
          "kubeconfig-styles names exec, which needs a public client: set oidc-kubelogin-client-id, or leave exec out.");
    }
    return new SharingSettings(styles);
  }

  /** Whether recipients may have a kubeconfig of this style. */
  public boolean allows(KubeconfigStyle style) {
    return kubeconfigStyles.contains(style);
  }
}
