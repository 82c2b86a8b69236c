package org.clustershare.oidc.http;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.AddressPolicyEnforcer;
import org.clustershare.platform.net.AddressPolicyEnforcer.AddressRefusedException;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.platform.net.OneShotBody;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * HTTP client for issuers, in the one HTTP stack of {@link AddressPolicyEnforcer}. It checks the
 * address policy at the connection, uses the operator's trust store and follows no redirect. A
 * whole answer takes at most ten seconds.
 */
public final class IssuerHttpClient implements HTTPRequestSender, AutoCloseable {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  /** In bytes. */
  private static final int MAX_OWN_ANSWER = 1 << 20;

  private static final int MAX_OTHER_ANSWER = 256 << 10;

  /** The cipher suites that Java enables: the operator chooses them in java.security. */
  private static final ConnectionSpec TLS =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
          .allEnabledCipherSuites()
          .allEnabledTlsVersions()
          .build();

  private final OkHttpClient http;
  private final IssuerTrustStore trustStore;
  private final int maxAnswer;
  private final boolean plainHttp;
  private @Nullable TlsClient tlsClient;

  private record TlsClient(IssuerTrustStore.TrustedCertificates trusted, OkHttpClient http) {}

  private IssuerHttpClient(OkHttpClient.Builder http, IssuerTrustStore trustStore, int maxAnswer) {
    this.http =
        http.connectionPool(new ConnectionPool(10, 1, TimeUnit.MINUTES))
            .callTimeout(CALL_LIMIT)
            .build();
    this.trustStore = trustStore;
    this.maxAnswer = maxAnswer;
    this.plainHttp = this.http.connectionSpecs().contains(ConnectionSpec.CLEARTEXT);
  }

  /**
   * Client for the issuer that the operator chose: at any address, also in plain HTTP, and through
   * the proxy that Java's system properties name. An answer has at most 1 MiB.
   */
  public static IssuerHttpClient installation(IssuerTrustStore trustStore) {
    var http =
        new AddressPolicyEnforcer(AddressPolicy.UNRESTRICTED, Dns.SYSTEM)
            .clients()
            .proxy(null) // OkHttp then uses Java's default selector
            .connectionSpecs(List.of(TLS, ConnectionSpec.CLEARTEXT));
    return new IssuerHttpClient(http, trustStore, MAX_OWN_ANSWER);
  }

  /**
   * Client for issuers that {@code cluster-issuers} names: only https, at addresses that the policy
   * for clusters allows. An answer has at most 256 KiB.
   */
  public static IssuerHttpClient named(AddressPolicy policy, IssuerTrustStore trustStore) {
    return named(policy, trustStore, Dns.SYSTEM);
  }

  static IssuerHttpClient named(AddressPolicy policy, IssuerTrustStore trustStore, Dns resolver) {
    return other(new AddressPolicyEnforcer(policy, resolver), trustStore);
  }

  /**
   * Client for issuers that only an editor of a project names. It sends no request to a private
   * network, because the discovery document chooses the addresses and what is sent there.
   */
  public static IssuerHttpClient unnamed(AddressPolicy policy, IssuerTrustStore trustStore) {
    return unnamed(policy, trustStore, Dns.SYSTEM);
  }

  static IssuerHttpClient unnamed(AddressPolicy policy, IssuerTrustStore trustStore, Dns resolver) {
    return other(
        new AddressPolicyEnforcer(
            new AddressPolicy(withoutPrivate(policy.allowed())), policy, resolver),
        trustStore);
  }

  private static IssuerHttpClient other(
      AddressPolicyEnforcer enforcer, IssuerTrustStore trustStore) {
    return new IssuerHttpClient(
        enforcer.clients().connectionSpecs(List.of(TLS)), trustStore, MAX_OTHER_ANSWER);
  }

  private static Set<NetworkRange> withoutPrivate(Set<NetworkRange> allowed) {
    return allowed.stream()
        .filter(range -> range != NetworkRange.PRIVATE)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Sends a request.
   *
   * @throws IOException if no usable answer arrives, or the address is not allowed; the message is
   *     then a sentence
   */
  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    if (!plainHttp && !"https".equalsIgnoreCase(request.getURI().getScheme())) {
      throw new IOException(Message.of("provider.only-https").toString());
    }
    var okHttpRequest = okHttpRequest(request);
    if (okHttpRequest.body() != null) {
      // OkHttp could use an idle connection that the issuer has closed, and sends this body once.
      http.connectionPool().evictAll();
    }
    try (var response = currentClient().newCall(okHttpRequest).execute()) {
      return limited(response);
    } catch (AddressRefusedException e) {
      if (e.allowedBySetting()) {
        throw new UnlistedPrivateIssuerException(e);
      }
      throw e;
    } catch (SSLPeerUnverifiedException e) {
      throw new IOException(
          e.getMessage(), new UntrustedIssuerException(Message.of("provider.other-name"), e));
    } catch (SocketTimeoutException e) { // while it connects
      throw e;
    } catch (InterruptedIOException e) {
      throw new IOException("no whole answer within " + CALL_LIMIT.toSeconds() + " s", e);
    }
  }

  private static Request okHttpRequest(ReadOnlyHTTPRequest request) throws IOException {
    try {
      var target =
          new Request.Builder()
              .url(request.getURI().toString())
              .method(request.getMethod().name(), body(request));
      request
          .getHeaderMap()
          .forEach((name, values) -> values.forEach(value -> target.addHeader(name, value)));
      return target.build();
    } catch (IllegalArgumentException notAnAddress) {
      throw new IOException(Message.of("provider.address").toString(), notAnAddress);
    }
  }

  /** Returns null for none, as OkHttp expects it. */
  private static @Nullable RequestBody body(ReadOnlyHTTPRequest request) {
    if (request.getBody() == null) {
      return null;
    }
    // The headers have its type.
    return new OneShotBody(null, request.getBody().getBytes(StandardCharsets.UTF_8));
  }

  private ReadOnlyHTTPResponse limited(Response response) throws IOException {
    var bytes = response.body().byteStream().readNBytes(maxAnswer + 1);
    if (bytes.length > maxAnswer) {
      throw new IOException(Message.of("provider.answer-large", maxAnswer >> 10).toString());
    }
    var answer = new HTTPResponse(response.code());
    response
        .headers()
        .toMultimap()
        .forEach((name, values) -> answer.setHeader(name, values.toArray(String[]::new)));
    answer.setBody(new String(bytes, StandardCharsets.UTF_8));
    return answer;
  }

  /**
   * Creates a new client after a change of the CA file, so no connection that the old file verified
   * is used.
   */
  private synchronized OkHttpClient currentClient() {
    var trustedCertificates = trustStore.current();
    if (tlsClient == null || !tlsClient.trusted().equals(trustedCertificates)) {
      http.connectionPool().evictAll();
      tlsClient =
          new TlsClient(
              trustedCertificates,
              http.newBuilder()
                  .sslSocketFactory(
                      trustedCertificates.tls().getSocketFactory(), trustedCertificates.check())
                  .build());
    }
    return tlsClient.http();
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
