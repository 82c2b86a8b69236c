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
import org.clustershare.oidc.client.Issuers;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.issuer.ProviderError;
import org.clustershare.oidc.token.IdTokenExpectations;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;

/** Changes an authorization code into tokens (RFC 6749, section 4.1.3), and checks them. */
@ApplicationScoped
public class CodeExchange {
  private static final int LONGEST_CODE = 4096;
  private static final int LONGEST_TOKEN = 64 * 1024;

  @Inject private Issuer issuer;
  @Inject private ClientAddress address;

  private final CodeExchangeLimit places = new CodeExchangeLimit();

  /**
   * What a sign-in began with.
   *
   * @param redirectUri the same as then
   * @param verifier of its PKCE challenge (RFC 7636)
   * @param nonce what the ID token must repeat
   */
  public record Begun(URI redirectUri, CodeVerifier verifier, Nonce nonce) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  /**
   * Somebody who signed in.
   *
   * @param person whom the ID token speaks of
   * @param idToken checked
   * @param refreshToken when the provider gave one
   */
  public record SignedIn(Person person, Secret idToken, Optional<Secret> refreshToken) {}

  /** Whoever the provider gave a code for our own client to. */
  public SignedIn redeem(String code, Begun begun) {
    return redeem(issuer.relyingParty(), code, begun);
  }

  /**
   * Whoever a client's issuer gave a code to.
   *
   * @param client the one that the sign-in began with; nobody else's code serves here
   * @throws ProblemException {@link IdentityProblem#CODE_REFUSED}, {@link
   *     IdentityProblem#ISSUER_UNAVAILABLE}, {@link IdentityProblem#TOO_MANY_SIGN_INS}, or what
   *     {@link RelyingParty#verify} throws
   */
  public SignedIn redeem(RelyingParty client, String code, Begun begun) {
    if (code.length() > LONGEST_CODE || !printable(code)) {
      throw unusable(Message.of("provider.code"));
    }
    try {
      var answer = parsed(sent(client, request(client, code, begun)));
      if (!answer.indicatesSuccess()) {
        var error = answer.toErrorResponse().getErrorObject();
        throw new ProblemException(
            IdentityProblem.CODE_REFUSED,
            ProviderError.describe(error.getCode(), error.getDescription()));
      }
      return signedIn(client, code, begun, (OIDCTokenResponse) answer.toSuccessResponse());
    } catch (IOException e) {
      throw client.unavailable(e);
    } catch (ParseException e) {
      throw new ProblemException(
          e, IdentityProblem.CODE_REFUSED, Message.of("provider.id-token-unreadable"));
    }
  }

  /** Other issuers have places of their own, see {@link Issuers}. */
  HTTPResponse sent(RelyingParty client, HTTPRequest request) throws IOException {
    if (!client.client().issuerUrl().equals(issuer.relyingParty().client().issuerUrl())) {
      return request.send(client.http());
    }
    return places.within(address.text(), () -> request.send(client.http()));
  }

  private static TokenResponse parsed(HTTPResponse response) throws ParseException {
    try {
      return OIDCTokenResponseParser.parse(response);
    } catch (RuntimeException e) {
      // The SDK meets a token whose header is null, and more of the kind, with all kinds.
      throw new ParseException("unreadable", e);
    }
  }

  private static SignedIn signedIn(
      RelyingParty client, String code, Begun begun, OIDCTokenResponse answer) {
    var tokens = answer.getOIDCTokens();
    if (!AccessTokenType.BEARER.equals(tokens.getAccessToken().getType())) {
      throw unusable(Message.of("provider.not-bearer"));
    }
    var refreshToken = Optional.ofNullable(tokens.getRefreshToken()).map(token -> token.getValue());
    if (refreshToken
        .filter(token -> token.length() > LONGEST_TOKEN || !printable(token))
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
                Optional.of(begun.nonce()),
                Optional.of(Secret.of(code)),
                Optional.of(Secret.of(tokens.getAccessToken().getValue()))));
    return new SignedIn(person, Secret.of(idToken), refreshToken.map(Secret::of));
  }

  private static HTTPRequest request(RelyingParty client, String code, Begun begun) {
    var grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), begun.redirectUri(), begun.verifier());
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

  private static ProblemException unusable(Message why) {
    return new ProblemException(IdentityProblem.CODE_REFUSED, why);
  }

  /**
   * RFC 6749, appendix A: codes and tokens are of the visible characters of ASCII and the space.
   */
  private static boolean printable(String text) {
    return !text.isBlank()
        && text.chars().allMatch(character -> character >= 0x20 && character < 0x7f);
  }
}
