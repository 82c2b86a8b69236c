package org.clustershare.platform.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.clustershare.platform.problem.Message;

/**
 * Applies the {@link AddressPolicy} to every connection of an OkHttp client: the one HTTP stack,
 * for API servers and issuers. A name is checked with the addresses that the connection uses, so
 * DNS rebinding gains nothing. OkHttp does not pass literal addresses to {@link Dns}; the
 * interceptor checks them before the call.
 */
public final class AddressPolicyEnforcer implements Dns, Interceptor {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final AddressPolicy policy;
  private final AddressPolicy setting;
  private final Dns resolver;

  public AddressPolicyEnforcer(AddressPolicy policy, Dns resolver) {
    this(policy, policy, resolver);
  }

  /**
   * @param setting the operator's policy, if {@code policy} is narrower than it
   */
  public AddressPolicyEnforcer(AddressPolicy policy, AddressPolicy setting, Dns resolver) {
    this.policy = policy;
    this.setting = setting;
    this.resolver = resolver;
  }

  /**
   * A client builder that connects only to allowed addresses, disables Nagle's algorithm, follows
   * no redirects, uses no proxy and requests uncompressed responses. The caller limits the time of
   * a call and the size of a response.
   */
  public OkHttpClient.Builder clients() {
    return new OkHttpClient.Builder()
        // With HTTP/2, OkHttp buffers up to 16 MiB of a response before the caller reads it.
        .protocols(List.of(Protocol.HTTP_1_1))
        .socketFactory(new NoDelaySocketFactory())
        .connectTimeout(CONNECT_LIMIT)
        .followRedirects(false)
        .followSslRedirects(false)
        .proxy(Proxy.NO_PROXY)
        .dns(this)
        .addInterceptor(this);
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    var allowed = new ArrayList<InetAddress>();
    AddressRefusedException refusal = null;
    for (var address : resolver.lookup(hostname)) {
      var refused = policy.refusal(address);
      if (refused.isEmpty()) {
        allowed.add(address);
      } else {
        refusal = new AddressRefusedException(refused.get(), setting.refusal(address).isEmpty());
      }
    }
    if (allowed.isEmpty() && refusal != null) {
      throw refusal;
    }
    return allowed;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var host = chain.request().url().host();
    var refusal = policy.refusalOfLiteral(host);
    if (refusal.isPresent()) {
      throw new AddressRefusedException(refusal.get(), setting.refusalOfLiteral(host).isEmpty());
    }
    return chain.proceed(
        chain
            .request()
            .newBuilder()
            // Not compressed: a few kilobytes could expand to more than the memory holds.
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "cluster-share")
            .build());
  }

  /** An address that the policy refuses; the message is the policy's sentence. */
  public static final class AddressRefusedException extends UnknownHostException {
    private final transient Message message;
    private final boolean allowedBySetting;

    AddressRefusedException(Message message, boolean allowedBySetting) {
      super(message.toString());
      this.message = message;
      this.allowedBySetting = allowedBySetting;
    }

    /** The policy's sentence, translatable. */
    public Message message() {
      return message;
    }

    /**
     * Whether the operator's setting allows the address, so that only the narrower policy refuses
     * it.
     */
    public boolean allowedBySetting() {
      return allowedBySetting;
    }
  }
}
