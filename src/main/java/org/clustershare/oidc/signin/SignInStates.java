package org.clustershare.oidc.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TreeMap;
import org.clustershare.platform.crypto.SigningKey;

/**
 * Signs and verifies {@link SignInState}s and the tokens that restart a sign-in, as JWS with
 * HMAC-SHA-256 (RFC 7515). Each kind has its own key, and each sort of token its own {@code typ}
 * (RFC 8725, section 3.11).
 *
 * <p>The signature shows that Cluster Share issued the text; alone it only allows a restart. The
 * claim {@code browser} binds a state to the secret of one browser, and only that browser can
 * complete the sign-in.
 */
public final class SignInStates {
  /** Providers and proxies accept states of this length, in characters. */
  static final int MAX_LENGTH = 2048;

  /** The claim with the kind. */
  static final String KIND = "kind";

  private static final String CLIENT = "client";
  private static final String DETAILS = "details";
  private static final String BROWSER = "browser";
  private static final String KEY_PURPOSE = "sign-in-state";
  private static final String BROWSER_PURPOSE = "browser-of-";
  private static final Type STATE = Type.of("sign-in-state+jwt");
  private static final Type RESTART = Type.of("sign-in-restart+jwt");

  private final SigningKey key;

  public SignInStates(SigningKey key) {
    this.key = key;
  }

  /**
   * A sort of token.
   *
   * @param header its only header
   * @param prefix how each token of this sort begins: the encoded header and a dot
   */
  private record Type(JWSHeader header, String prefix) {
    static Type of(String name) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(name)).build();
      return new Type(header, header.toBase64URL() + ".");
    }
  }

  /** Returns the state's text, bound to the browser that starts the sign-in. */
  public String sign(SignInState state, SignInCookie browser) {
    var expiresAt = state.issuedAt().plus(SignInState.LIFETIME);
    return sign(STATE, state, claims(state, expiresAt).claim(BROWSER, binding(state, browser)));
  }

  /** Returns a token that restarts the sign-in, in any browser; it cannot complete one. */
  public String restartToken(SignInState state) {
    return sign(RESTART, state, restartClaims(state));
  }

  /** Returns a restart token that also {@link #isBound} to a browser. */
  public String restartToken(SignInState state, SignInCookie browser) {
    return sign(RESTART, state, restartClaims(state).claim(BROWSER, binding(state, browser)));
  }

  /** Returns the state of a text that Cluster Share signed, in any browser and however old. */
  public Optional<SignInState> open(String text, SignInKind kind) {
    return verify(text, STATE, kind).flatMap(SignInStates::read);
  }

  /** Returns the state of a text that Cluster Share signed for this browser, however old. */
  public Optional<SignInState> open(String text, SignInKind kind, SignInCookie browser) {
    return verify(text, STATE, kind).flatMap(claims -> readBound(claims, browser));
  }

  /** Returns the sign-in that a restart token, or a state of the last hour, started. */
  public Optional<SignInState> openForRestart(String text, SignInKind kind, Instant now) {
    return verify(text, RESTART, kind)
        .or(() -> verify(text, STATE, kind))
        .flatMap(SignInStates::read)
        .filter(state -> !state.isForgotten(now));
  }

  /** Whether a restart token is bound to this browser. */
  public boolean isBound(String restartToken, SignInKind kind, SignInCookie browser) {
    return verify(restartToken, RESTART, kind)
        .flatMap(claims -> readBound(claims, browser))
        .isPresent();
  }

  private static JWTClaimsSet.Builder restartClaims(SignInState state) {
    return claims(state, state.issuedAt().plus(SignInState.RESTART_LIFETIME));
  }

  private static JWTClaimsSet.Builder claims(SignInState state, Instant expiresAt) {
    return new JWTClaimsSet.Builder()
        .jwtID(state.id())
        .issueTime(Date.from(state.issuedAt()))
        .expirationTime(Date.from(expiresAt))
        .claim(KIND, state.kind().key())
        .claim(CLIENT, state.client())
        .claim(DETAILS, new TreeMap<>(state.details()));
  }

  private String sign(Type type, SignInState state, JWTClaimsSet.Builder claims) {
    try {
      var jwt = new SignedJWT(type.header(), claims.build());
      jwt.sign(new MACSigner(keyOf(state.kind())));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC with SHA-256 takes any key of 32 bytes", e);
    }
  }

  /**
   * Returns the claims of a text with exactly the type's header, which names one algorithm, and a
   * signature by the kind's key.
   */
  private Optional<JWTClaimsSet> verify(String text, Type type, SignInKind kind) {
    if (text.length() > MAX_LENGTH || !text.startsWith(type.prefix())) {
      return Optional.empty();
    }
    try {
      var jwt = SignedJWT.parse(text);
      var signature = jwt.getSignature();
      // One spelling only, for the parser takes spaces around a text: a state in another spelling
      // would be another state to those who read it first.
      return text.equals(jwt.serialize())
              && signature.equals(Base64URL.encode(signature.decode()))
              && jwt.verify(new MACVerifier(keyOf(kind)))
          ? Optional.of(jwt.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException notSigned) {
      return Optional.empty();
    }
  }

  private Optional<SignInState> readBound(JWTClaimsSet claims, SignInCookie browser) {
    return read(claims).filter(state -> binding(state, browser).equals(claims.getClaim(BROWSER)));
  }

  private static Optional<SignInState> read(JWTClaimsSet claims) {
    try {
      var kind = Optional.ofNullable(claims.getStringClaim(KIND)).flatMap(SignInKind::of);
      var id = claims.getJWTID();
      var issuedAt = claims.getIssueTime();
      var client = claims.getStringClaim(CLIENT);
      var members = claims.getJSONObjectClaim(DETAILS);
      if (kind.isEmpty() || id == null || issuedAt == null || client == null || members == null) {
        return Optional.empty();
      }
      var details = new TreeMap<String, String>();
      members.forEach((name, value) -> details.put(name, String.valueOf(value)));
      return Optional.of(new SignInState(kind.get(), id, client, details, issuedAt.toInstant()));
    } catch (ParseException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  private String binding(SignInState state, SignInCookie browser) {
    return browser.derive(key, BROWSER_PURPOSE + state.kind().key(), state.id());
  }

  private byte[] keyOf(SignInKind kind) {
    return key.sign(KEY_PURPOSE, kind.key());
  }
}
