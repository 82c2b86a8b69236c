package org.clustershare.oidc.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Which sign-ins came to their end: each state is good once. Remembered in memory for longer than a
 * state lives; an instance that did not see the first use relies on the provider, whose codes are
 * good once, too (RFC 6749, section 4.1.2).
 */
@ApplicationScoped
public class StateReplayGuard {
  private static final int MOST = 100_000;

  private final Cache<String, Boolean> used =
      Caffeine.newBuilder()
          .expireAfterWrite(SignInCookie.LIFETIME.multipliedBy(2))
          .maximumSize(MOST)
          .build();

  /** Uses a state, by its id; tells whether that was the first time. */
  public boolean use(String id) {
    return used.asMap().putIfAbsent(id, true) == null;
  }
}
