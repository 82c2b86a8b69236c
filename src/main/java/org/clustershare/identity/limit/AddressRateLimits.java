package org.clustershare.identity.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.oidc.signin.SignInLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rate limits for the network address of the current request. */
@ApplicationScoped
class AddressRateLimits implements SignInLimit {
  private static final Logger LOG = LoggerFactory.getLogger(AddressRateLimits.class);

  /** Behind an unknown proxy, one address stands for all of the installation's people. */
  private static final int BEHIND_UNKNOWN_PROXY = 10;

  private final RateLimits limits;
  private final ClientAddress address;
  private final AtomicBoolean warned = new AtomicBoolean();

  @Inject
  AddressRateLimits(RateLimits limits, ClientAddress address) {
    this.limits = limits;
    this.address = address;
  }

  /** Counts a request, as {@link RateLimits#require}. */
  void require(RateLimit limit) {
    var subject = "address " + address.text();
    if (!address.isUnknownProxy()) {
      limits.require(limit, subject, 1);
    } else if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "a proxy that trusted-proxies does not name: address={}; limits by address count all"
              + " people behind it together",
          address.text());
    }
    if (address.canBeProxy()) {
      // With and without the header: no client gets both limits.
      limits.require(limit, subject, BEHIND_UNKNOWN_PROXY);
    }
  }

  @Override
  public void requireSignIn() {
    require(RateLimit.SIGN_INS);
  }
}
