package org.clustershare.oidc.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Guard against a second use of a sign-in's state. It holds used states in memory for longer than a
 * state is valid. An instance that did not see the first use relies on the provider, whose codes
 * are valid once, too (RFC 6749, section 4.1.2).
 */
@ApplicationScoped
public class StateReplayGuard {
  private static final int MAX_STATES = 100_000;

  private final Cache<String, Boolean> usedStates =
      Caffeine.newBuilder()
          .expireAfterWrite(SignInState.LIFETIME.multipliedBy(2))
          .maximumSize(MAX_STATES)
          .build();

  /** Marks a state as used, by its id; returns whether this was the first use. */
  public boolean use(String id) {
    return usedStates.asMap().putIfAbsent(id, true) == null;
  }
}
