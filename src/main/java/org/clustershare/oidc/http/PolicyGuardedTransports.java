package org.clustershare.oidc.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.AddressPolicyEnforcer;
import org.clustershare.platform.net.AddressPolicyEnforcer.AddressRefusedException;
import org.clustershare.platform.net.NetworkRange;
import org.jspecify.annotations.Nullable;

/**
 * HTTP client for issuers that editors of projects name, with the same limits as for clusters. It
 * checks the address policy at the connection, follows no redirect, uses no proxy and speaks only
 * https. A whole answer takes at most ten seconds and has at most 256 KiB, uncompressed.
 */
@ApplicationScoped
public class PolicyGuardedTransports implements GuardedTransports {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final int ANSWER_LIMIT = 256 << 10;

  private final OkHttpClient named;
  private final OkHttpClient unnamed;
  private @Nullable TlsClients tlsClients;

  private record TlsClients(X509TrustManager trusted, OkHttpClient named, OkHttpClient unnamed) {}

  /** For CDI's proxy. */
  protected PolicyGuardedTransports() {
    this(Set.of(), Dns.SYSTEM);
  }

  @Inject
  public PolicyGuardedTransports(AddressPolicy policy) {
    this(policy.allowed(), Dns.SYSTEM);
  }

  PolicyGuardedTransports(Set<NetworkRange> allowed, Dns resolver) {
    named = client(new AddressPolicyEnforcer(new AddressPolicy(allowed), resolver));
    unnamed =
        client(
            new AddressPolicyEnforcer(
                new AddressPolicy(withoutPrivate(allowed)), new AddressPolicy(allowed), resolver));
  }

  private static Set<NetworkRange> withoutPrivate(Set<NetworkRange> allowed) {
    return allowed.stream()
        .filter(range -> range != NetworkRange.PRIVATE)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static OkHttpClient client(AddressPolicyEnforcer guard) {
    return guard
        .clients()
        .connectionPool(new ConnectionPool(10, 1, TimeUnit.MINUTES))
        .callTimeout(CALL_LIMIT)
        .build();
  }

  @Override
  public Answer send(Call call, boolean namedByOperator, SSLContext tls, X509TrustManager trusted)
      throws IOException {
    if (!"https".equalsIgnoreCase(call.address().getScheme())) {
      throw new IOException("Only https is spoken to issuers.");
    }
    try (var response = client(namedByOperator, tls, trusted).newCall(request(call)).execute()) {
      var bytes = response.body().byteStream().readNBytes(ANSWER_LIMIT + 1);
      if (bytes.length > ANSWER_LIMIT) {
        throw new IOException("The issuer's answer is larger than 256 KiB.");
      }
      return new Answer(
          response.code(),
          response.headers().toMultimap(),
          new String(bytes, StandardCharsets.UTF_8));
    } catch (AddressRefusedException e) {
      if (e.allowedBySetting()) {
        throw new UnlistedPrivateIssuerException(e);
      }
      throw new IOException(e.getMessage(), e);
    } catch (IllegalArgumentException notAnAddress) {
      throw new IOException("The issuer's address cannot be used.", notAnAddress);
    }
  }

  private static Request request(Call call) {
    var headers = call.headers();
    var type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .flatMap(header -> header.getValue().stream())
            .findFirst();
    var body =
        call.body()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .map(bytes -> RequestBody.create(bytes, type.map(okhttp3.MediaType::get).orElse(null)));
    var request = new Request.Builder().url(call.address().toString());
    headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
    return request
        // Uncompressed: a few compressed kilobytes could expand beyond the memory.
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "cluster-share")
        .method(call.method(), body.orElse(null))
        .build();
  }

  /**
   * Creates new clients after a change of the CA file, so no connection that the old file verified
   * is used.
   */
  private synchronized OkHttpClient client(
      boolean namedByOperator, SSLContext tls, X509TrustManager trusted) {
    if (tlsClients == null || !tlsClients.trusted().equals(trusted)) {
      var socketFactory = tls.getSocketFactory();
      named.connectionPool().evictAll();
      unnamed.connectionPool().evictAll();
      tlsClients =
          new TlsClients(
              trusted,
              named.newBuilder().sslSocketFactory(socketFactory, trusted).build(),
              unnamed.newBuilder().sslSocketFactory(socketFactory, trusted).build());
    }
    return namedByOperator ? tlsClients.named() : tlsClients.unnamed();
  }

  @PreDestroy
  void close() {
    for (var client : List.of(named, unnamed)) {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }
}
