package org.clustershare.testbed.hostile;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.clustershare.testbed.provider.Dex;
import org.clustershare.testbed.provider.PrivateAuthority;
import org.jspecify.annotations.Nullable;

/**
 * A provider over TLS that does what it should unless it is told otherwise: it keeps to PKCE, gives
 * each code out once, and changes it only for the client and the redirect URI that asked. What it
 * answers with can then be bent.
 */
public final class HostileProvider implements AutoCloseable {
  static {
    // As SimulatedClusters: the JVM reads this once, for whichever server is first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpsServer server;
  private final PrivateAuthority authority;
  private final RSAKey key;
  private final AtomicInteger strangers = new AtomicInteger();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  private volatile Function<JWTClaimsSet, String> signing = this::sign;
  private volatile UnaryOperator<Map<String, String>> tokens = UnaryOperator.identity();
  private volatile @Nullable Reply reply;
  private volatile Prefix prefix = body -> {};
  private volatile Runnable beforeDiscovery = () -> {};

  /** Instead of an answer of the token endpoint. */
  public interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /** Before an answer of the token endpoint, in its body. */
  public interface Prefix {
    void to(OutputStream body) throws IOException;
  }

  private HostileProvider(HttpsServer server, PrivateAuthority authority, RSAKey key) {
    this.server = server;
    this.authority = authority;
    this.key = key;
  }

  public static HostileProvider start(Path folder) {
    try {
      var authority = PrivateAuthority.create(folder);
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(authority.tls()));
      server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                var thread = new Thread(task, "hostile-provider");
                thread.setDaemon(true);
                return thread;
              }));
      var provider =
          new HostileProvider(
              server, authority, new RSAKeyGenerator(2048).keyID("the-key").generate());
      server.createContext("/.well-known/openid-configuration", provider::discovery);
      server.createContext(
          "/keys", exchange -> json(exchange, new JWKSet(provider.key).toString()));
      server.createContext("/auth", provider::authorize);
      server.createContext("/token", provider::token);
      server.createContext(
          "/stranger",
          exchange -> {
            provider.strangers.incrementAndGet();
            json(exchange, "{}");
          });
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  public Path caFile() {
    return authority.caFile();
  }

  public RSAKey key() {
    return key;
  }

  /** The number of requests at the address to which no person must be sent. */
  public int strangers() {
    return strangers.get();
  }

  /** Does everything as it should again. */
  public void behave() {
    claims = UnaryOperator.identity();
    signing = this::sign;
    tokens = UnaryOperator.identity();
    reply = null;
    prefix = body -> {};
    beforeDiscovery = () -> {};
  }

  /** Does something first whenever its discovery document is asked for. */
  public void beforeDiscovery(Runnable first) {
    beforeDiscovery = first;
  }

  /** Bends the claims of ID tokens. */
  public void bendClaims(UnaryOperator<JWTClaimsSet.Builder> change) {
    claims = change;
  }

  /** Bends how ID tokens are signed. */
  public void bendSigning(Function<JWTClaimsSet, String> how) {
    signing = how;
  }

  /** Bends the token endpoint's answer, by field. */
  public void bendTokens(UnaryOperator<Map<String, String>> change) {
    tokens = change;
  }

  /** Replaces the token endpoint's answer. */
  public void replaceAnswer(Reply instead) {
    reply = instead;
  }

  /** Begins the token endpoint's answer so; the answer itself follows. */
  public void beforeAnswer(Prefix first) {
    prefix = first;
  }

  /**
   * Gives a code as if a person had signed in with these parameters of an authorization request.
   */
  public String code(Map<String, String> request) {
    var code = UUID.randomUUID().toString();
    codes.put(code, request);
    return code;
  }

  /** An ID token for the API, by an honest sign-in of a person. */
  public String idToken(String email) {
    return sign(honest(Map.of("client_id", Dex.CLIENT_ID)).claim("email", email).build());
  }

  /** The same of another account, perhaps with groups. */
  public String idToken(String email, String subject, String... groups) {
    return sign(
        honest(Map.of("client_id", Dex.CLIENT_ID))
            .claim("email", email)
            .subject(subject)
            .claim("groups", List.of(groups))
            .build());
  }

  /** Signed as it should be. */
  public String sign(JWTClaimsSet set) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("the-key").build(), set, key);
  }

  public static String sign(JWSHeader header, JWTClaimsSet set, RSAKey with) {
    try {
      var jwt = new SignedJWT(header, set);
      jwt.sign(new RSASSASigner(with));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWTClaimsSet.Builder honest(Map<String, String> request) {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url().toString())
        .subject("subject")
        .audience(request.get("client_id"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("nonce", request.get("nonce"))
        .claim("email", "bob@example.com")
        .claim("email_verified", true);
  }

  private void discovery(HttpExchange exchange) throws IOException {
    beforeDiscovery.run();
    json(
        exchange,
        Json.createObjectBuilder()
            .add("issuer", url().toString())
            .add("authorization_endpoint", url() + "/auth")
            .add("token_endpoint", url() + "/token")
            .add("jwks_uri", url() + "/keys")
            .add("response_types_supported", Json.createArrayBuilder(List.of("code")))
            .add("subject_types_supported", Json.createArrayBuilder(List.of("public")))
            .add(
                "scopes_supported",
                Json.createArrayBuilder(List.of("openid", "email", "groups", "offline_access")))
            .add("code_challenge_methods_supported", Json.createArrayBuilder(List.of("S256")))
            // HMAC is announced: a client that believes it takes a secret's signature for a key's.
            .add(
                "id_token_signing_alg_values_supported",
                Json.createArrayBuilder(List.of("RS256", "HS256", "none")))
            .add("authorization_response_iss_parameter_supported", true)
            .build()
            .toString());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var request = single(exchange.getRequestURI().getRawQuery());
    var back =
        "%s?code=%s&state=%s&iss=%s"
            .formatted(
                request.get("redirect_uri"),
                code(request),
                encoded(request.getOrDefault("state", "")),
                encoded(url().toString()));
    exchange.getResponseHeaders().add("Location", back);
    exchange.sendResponseHeaders(303, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var instead = reply;
    if (instead != null) {
      instead.to(exchange);
      return;
    }
    var grant = single(body);
    var request = codes.remove(grant.getOrDefault("code", ""));
    if (request == null || !fits(request, grant)) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      send(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    var answer = new java.util.HashMap<String, String>();
    answer.put("access_token", "the-access-token");
    answer.put("token_type", "Bearer");
    answer.put("refresh_token", "the-refresh-token");
    answer.put("id_token", signing.apply(claims.apply(honest(request)).build()));
    var json = Json.createObjectBuilder();
    tokens.apply(answer).forEach(json::add);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (var whole = exchange.getResponseBody()) {
      prefix.to(whole);
      whole.write(json.build().toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** RFC 9700, section 2.1.1: a verifier without a challenge is refused, too. */
  private static boolean fits(Map<String, String> request, Map<String, String> grant) {
    var verifier = grant.get("code_verifier");
    var challenge = request.get("code_challenge");
    return verifier != null
        && challenge != null
        && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
            .getValue()
            .equals(challenge)
        && String.valueOf(request.get("redirect_uri")).equals(grant.get("redirect_uri"))
        && Dex.CLIENT_ID.equals(request.get("client_id"));
  }

  /** The parameters of a query, each once. */
  public static Map<String, String> single(String query) {
    var single = new java.util.HashMap<String, String>();
    URLUtils.parseParameters(query).forEach((name, values) -> single.put(name, values.get(0)));
    return single;
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, 200, body);
  }

  /** Answers with a body. */
  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
