package org.clustershare.sharing.control;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.identity.control.Issuer;
import org.clustershare.identity.control.ProviderError;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;

/** Changes an authorization code into tokens (RFC 6749, section 4.1.3). */
@ApplicationScoped
class CodeExchange {
  @Inject private Settings settings;
  @Inject private Issuer issuer;

  /**
   * What the provider gave for a code.
   *
   * @param idToken not yet checked
   * @param refreshToken when it gave one
   */
  record Tokens(Secret idToken, Optional<Secret> refreshToken) {}

  Tokens redeem(String code, CodeVerifier verifier) {
    var grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), settings.oidc().redirectUri(), verifier);
    var endpoint = issuer.metadata().getTokenEndpointURI();
    var request =
        clientAuthentication()
            .map(client -> new TokenRequest.Builder(endpoint, client, grant))
            .orElseGet(
                () ->
                    new TokenRequest.Builder(
                        endpoint, new ClientID(settings.oidc().clientId()), grant))
            .build()
            .toHTTPRequest();
    try {
      var answer = OIDCTokenResponseParser.parse(request.send(issuer.http()));
      if (!answer.indicatesSuccess()) {
        var error = answer.toErrorResponse().getErrorObject();
        throw new ProblemException(
            SharingProblem.CODE_REFUSED,
            ProviderError.describe(error.getCode(), error.getDescription()));
      }
      var tokens = ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
      return new Tokens(
          Secret.of(tokens.getIDTokenString()),
          Optional.ofNullable(tokens.getRefreshToken()).map(token -> Secret.of(token.getValue())));
    } catch (IOException e) {
      throw new ProblemException(
          e, IdentityProblem.ISSUER_UNAVAILABLE, settings.oidc().issuerUrl().toString());
    } catch (ParseException e) {
      throw new ProblemException(
          e, SharingProblem.CODE_REFUSED, "its answer holds no ID token that can be read");
    }
  }

  private Optional<ClientAuthentication> clientAuthentication() {
    var client = new ClientID(settings.oidc().clientId());
    var methods = issuer.metadata().getTokenEndpointAuthMethods();
    boolean basic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return settings
        .oidc()
        .clientSecret()
        .map(secret -> new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal()))
        .map(
            secret ->
                basic
                    ? new ClientSecretBasic(client, secret)
                    : new ClientSecretPost(client, secret));
  }
}
