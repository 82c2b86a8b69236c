package org.clustershare.oidc.signin;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.issuer.ProviderText;
import org.clustershare.oidc.token.IdTokenExpectations;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;

/**
 * Exchange of an authorization code for tokens (RFC 6749, section 4.1.3), with their verification.
 */
@ApplicationScoped
public class CodeExchange {
  private static final int MAX_CODE_LENGTH = 4096;
  private static final int MAX_TOKEN_LENGTH = 64 * 1024;

  private final Issuer issuer;
  private final ClientAddress address;

  private final CodeExchangeLimit limit = new CodeExchangeLimit();

  /**
   * The values from the start of a sign-in.
   *
   * @param redirectUri the redirect URI of the authorization request
   * @param verifier the verifier of its PKCE challenge (RFC 7636)
   * @param nonce the nonce that the ID token must repeat
   */
  public record Begun(URI redirectUri, CodeVerifier verifier, Nonce nonce) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  /**
   * The result of a sign-in.
   *
   * @param person the person that the ID token names
   * @param idToken the verified ID token
   * @param refreshToken the refresh token, if the provider issued one
   */
  public record SignedIn(Person person, Secret idToken, Optional<Secret> refreshToken) {}

  @Inject
  CodeExchange(Issuer issuer, ClientAddress address) {
    this.issuer = issuer;
    this.address = address;
  }

  /**
   * Redeems a code that a client's issuer issued.
   *
   * @param client the client of the authorization request; a code for another client is refused
   * @throws ProblemException {@link IdentityProblem#CODE_REFUSED}, {@link
   *     IdentityProblem#ISSUER_UNAVAILABLE}, {@link IdentityProblem#TOO_MANY_SIGN_INS}, or a
   *     problem of {@link RelyingParty#verify}
   */
  public SignedIn redeem(RelyingParty client, String code, Begun signIn) {
    if (code.length() > MAX_CODE_LENGTH || !isPrintable(code)) {
      throw unusable(Message.of("provider.code"));
    }
    try {
      var answer = parse(sent(client, request(client, code, signIn)));
      if (!answer.indicatesSuccess()) {
        var error = answer.toErrorResponse().getErrorObject();
        throw new ProblemException(
            IdentityProblem.CODE_REFUSED,
            ProviderText.describe(error.getCode(), error.getDescription()));
      }
      return verify(client, code, signIn, (OIDCTokenResponse) answer.toSuccessResponse());
    } catch (IOException e) {
      throw client.unavailable(e);
    } catch (ParseException e) {
      throw new ProblemException(
          e, IdentityProblem.CODE_REFUSED, Message.of("provider.id-token-unreadable"));
    }
  }

  /**
   * Sends a token request. Other issuers than the installation's have their own limits, see {@code
   * Issuers}.
   */
  HTTPResponse sent(RelyingParty client, HTTPRequest request) throws IOException {
    if (!client.client().issuerUrl().equals(issuer.relyingParty().client().issuerUrl())) {
      return request.send(client.http());
    }
    return limit.within(address.text(), () -> request.send(client.http()));
  }

  private static TokenResponse parse(HTTPResponse response) throws ParseException {
    try {
      return OIDCTokenResponseParser.parse(response);
    } catch (RuntimeException e) {
      // For a token whose header is null, among others, the SDK throws exceptions of any type.
      throw new ParseException("unreadable", e);
    }
  }

  private static SignedIn verify(
      RelyingParty client, String code, Begun signIn, OIDCTokenResponse answer) {
    var tokens = answer.getOIDCTokens();
    if (!AccessTokenType.BEARER.equals(tokens.getAccessToken().getType())) {
      throw unusable(Message.of("provider.not-bearer"));
    }
    var refreshToken = Optional.ofNullable(tokens.getRefreshToken()).map(token -> token.getValue());
    if (refreshToken
        .filter(token -> token.length() > MAX_TOKEN_LENGTH || !isPrintable(token))
        .isPresent()) {
      throw unusable(Message.of("provider.refresh-token"));
    }
    var idToken = tokens.getIDTokenString();
    if (idToken == null) {
      throw unusable(Message.of("provider.no-id-token"));
    }
    var person =
        client.verify(
            idToken,
            new IdTokenExpectations(
                Set.of(client.client().clientId()),
                client.client().audiences(),
                Optional.of(signIn.nonce()),
                Optional.of(Secret.of(code)),
                Optional.of(Secret.of(tokens.getAccessToken().getValue()))));
    return new SignedIn(person, Secret.of(idToken), refreshToken.map(Secret::of));
  }

  private static HTTPRequest request(RelyingParty client, String code, Begun signIn) {
    var grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), signIn.redirectUri(), signIn.verifier());
    var endpoint = client.metadata().getTokenEndpointURI();
    var clientId = new ClientID(client.client().clientId());
    return clientAuthentication(client, clientId)
        .map(authentication -> new TokenRequest.Builder(endpoint, authentication, grant))
        .orElseGet(() -> new TokenRequest.Builder(endpoint, clientId, grant))
        .build()
        .toHTTPRequest();
  }

  private static Optional<ClientAuthentication> clientAuthentication(
      RelyingParty client, ClientID clientId) {
    var methods = client.metadata().getTokenEndpointAuthMethods();
    boolean basic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return client
        .client()
        .clientSecret()
        .map(secret -> new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal()))
        .map(
            secret ->
                basic
                    ? new ClientSecretBasic(clientId, secret)
                    : new ClientSecretPost(clientId, secret));
  }

  private static ProblemException unusable(Message reason) {
    return new ProblemException(IdentityProblem.CODE_REFUSED, reason);
  }

  /**
   * Whether a text has only the characters of codes and tokens: visible ASCII and the space (RFC
   * 6749, appendix A).
   */
  private static boolean isPrintable(String text) {
    return !text.isBlank()
        && text.chars().allMatch(character -> character >= 0x20 && character < 0x7f);
  }
}
