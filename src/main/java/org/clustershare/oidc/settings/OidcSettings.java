package org.clustershare.oidc.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.lang3.Strings;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.pem.CaBundle;
import org.clustershare.platform.pem.InvalidCaBundleException;

/**
 * Settings of the OIDC provider and of the installation's client there.
 *
 * @param issuerUrl the OIDC provider that the clusters trust ({@code oidc-issuer-url})
 * @param redirectUri the address to which the provider returns people; ends in {@code
 *     /api/v1/kubeconfig} ({@code oidc-issuer-redirect-uri})
 * @param consoleRedirectUri the address to which the provider returns people who sign in to the
 *     console or check a cluster's trust: the same, or the one of earlier versions, which ends in
 *     {@code /callback} ({@code oidc-console-redirect-uri})
 * @param clientId the installation's client at the provider ({@code oidc-issuer-client-id})
 * @param clientSecret its secret; empty for a public client ({@code oidc-issuer-client-secret})
 * @param kubeloginClientId the public client that {@code kubectl} plugins use ({@code
 *     oidc-kubelogin-client-id})
 * @param cookieHashKey signs the cookie and the state of a sign-in, 32 or 64 bytes ({@code
 *     oidc-issuer-cookie-hash-key})
 * @param caFile the provider's CA certificates as PEM ({@code oidc-ca-file}); read again when it
 *     changes
 * @param systemRoots whether the system's CA certificates are trusted for the provider beside the
 *     file's ({@code oidc-ca-file-and-system-roots})
 * @param signIn the requests and rules for sign-ins
 * @param accounts the rules for accounts at the provider and for the age of their groups
 */
public record OidcSettings(
    URI issuerUrl,
    URI redirectUri,
    URI consoleRedirectUri,
    String clientId,
    Optional<Secret> clientSecret,
    Optional<String> kubeloginClientId,
    SigningKey cookieHashKey,
    Optional<Path> caFile,
    boolean systemRoots,
    SignInSettings signIn,
    AccountSettings accounts) {

  private static final String CONSOLE_REDIRECT_URI = "oidc-console-redirect-uri";

  public static OidcSettings read(SettingValues values) {
    var redirectUri = redirectUri(values);
    return new OidcSettings(
        values.url("oidc-issuer-url", "https://dex.example.com/dex"),
        redirectUri,
        consoleRedirectUri(values, redirectUri),
        values.required("oidc-issuer-client-id", "the client's id at the provider"),
        values.secret("oidc-issuer-client-secret").map(Secret::of),
        values.text("oidc-kubelogin-client-id"),
        cookieHashKey(values),
        caFile(values),
        values.flag("oidc-ca-file-and-system-roots", false),
        SignInSettings.read(values),
        AccountSettings.read(values));
  }

  /** The installation's client, which serves every cluster without its own client. */
  public ClientRegistration client() {
    return new ClientRegistration(issuerUrl, clientId, clientSecret, kubeloginClientId);
  }

  /** The client for programs on a recipient's machine, because it has no secret. */
  public Optional<String> publicClientId() {
    return client().publicClientId();
  }

  private static URI redirectUri(SettingValues values) {
    var key = "oidc-issuer-redirect-uri";
    var example = "https://share.example.com" + InstallationSettings.KUBECONFIG_PATH;
    var url = values.url(key, example);
    if (!url.equals(SettingValues.NO_URL)
        && !url.getRawPath().equals(InstallationSettings.KUBECONFIG_PATH)) {
      values.problem(
          "%s must be this installation's own address followed by %s, such as %s; it is \"%s\"."
              .formatted(key, InstallationSettings.KUBECONFIG_PATH, example, url));
    }
    return url;
  }

  private static URI consoleRedirectUri(SettingValues values, URI redirectUri) {
    var text = values.text(CONSOLE_REDIRECT_URI);
    var callback =
        Strings.CS.removeEnd(redirectUri.toString(), InstallationSettings.KUBECONFIG_PATH)
            + InstallationSettings.CALLBACK_PATH;
    if (text.isEmpty() || text.get().equals(redirectUri.toString())) {
      return redirectUri;
    }
    // Without a valid redirect URI there is no address to compare with.
    if (!text.get().equals(callback) && !redirectUri.equals(SettingValues.NO_URL)) {
      values.problem(
          "%s must be %s or, as in earlier versions, %s; it is \"%s\"."
              .formatted(CONSOLE_REDIRECT_URI, redirectUri, callback, text.get()));
    }
    return URI.create(callback);
  }

  private static SigningKey cookieHashKey(SettingValues values) {
    var key = "oidc-issuer-cookie-hash-key";
    var text =
        values.requiredSecret(
            key, "32 random bytes as hex, made for example with `openssl rand -hex 32`");
    var parsed = SigningKey.parse(text);
    if (parsed.isEmpty() && !text.isEmpty()) {
      values.problem(
          "%s must be 32 or 64 bytes, also as hex of these; make one with `openssl rand -hex 32`.%s"
              .formatted(key, SettingValues.expressionNote(text)));
    }
    return parsed.orElse(SigningKey.NONE);
  }

  private static Optional<Path> caFile(SettingValues values) {
    var file = values.text("oidc-ca-file").map(Path::of);
    file.ifPresent(
        path -> {
          try {
            CaBundle.read(path, Instant.now());
          } catch (InvalidCaBundleException e) {
            e.problems().forEach(values::problem);
          }
        });
    return file;
  }
}
