package org.clustershare.sharing.signin;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange.Begun;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.platform.crypto.SigningKey;

/**
 * Address of the provider's page to which a recipient is sent (OpenID Connect Core 1.0, section
 * 3.1.2.1).
 */
@ApplicationScoped
class AuthorizationUrl {
  private static final String VERIFIER = "pkce-verifier";
  private static final String NONCE = "nonce";

  @Inject private OidcSettings oidc;

  /**
   * Returns the values that bind the code and the ID token to this sign-in; each call returns the
   * same.
   */
  Begun begun(ShareSignInState state, SignInCookie browser) {
    SigningKey key = oidc.cookieHashKey();
    return new Begun(
        oidc.redirectUri(),
        new CodeVerifier(browser.derive(key, VERIFIER, state.id())),
        new Nonce(browser.derive(key, NONCE, state.id())));
  }

  URI of(RelyingParty client, ShareSignInState state, SignInCookie browser) {
    var signIn = begun(state, browser);
    var scope = new Scope(client.scopes().toArray(String[]::new));
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                scope,
                new ClientID(client.client().clientId()),
                signIn.redirectUri())
            .endpointURI(client.metadata().getAuthorizationEndpointURI())
            .state(new State(state.sealed(oidc.cookieHashKey(), browser)))
            .nonce(signIn.nonce())
            .codeChallenge(signIn.verifier(), CodeChallengeMethod.S256);
    if (client.offlineAccessAsScope()) {
      scope.add("offline_access");
    } else {
      // Google issues a refresh token only with a new consent.
      request.customParameter("access_type", "offline").prompt(new Prompt(Prompt.Type.CONSENT));
    }
    return request.build().toURI();
  }
}
