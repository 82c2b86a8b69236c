package org.clustershare.cluster.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Holds every connection to the {@link AddressPolicy}. Names are judged as they are resolved for
 * the connection itself, so a name that changes its address in between gains nothing; OkHttp does
 * not ask {@link Dns} for addresses, so those are judged before the call.
 */
final class NetworkGuard implements Dns, Interceptor {
  private final AddressPolicy policy;
  private final Dns resolver;

  NetworkGuard(AddressPolicy policy, Dns resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    var allowed = new ArrayList<InetAddress>();
    String refusal = null;
    for (var address : resolver.lookup(hostname)) {
      var refused = policy.refusal(address);
      if (refused.isEmpty()) {
        allowed.add(address);
      } else {
        refusal = refused.get();
      }
    }
    if (allowed.isEmpty() && refusal != null) {
      throw new AddressRefusedException(refusal);
    }
    return allowed;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var refusal = policy.refusalOfLiteral(chain.request().url().host());
    if (refusal.isPresent()) {
      throw new AddressRefusedException(refusal.get());
    }
    return chain.proceed(chain.request());
  }

  /** Its message is the policy's sentence. */
  static final class AddressRefusedException extends UnknownHostException {
    AddressRefusedException(String sentence) {
      super(sentence);
    }
  }
}
