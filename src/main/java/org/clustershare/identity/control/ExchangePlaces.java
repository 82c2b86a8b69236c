package org.clustershare.identity.control;

import java.util.HashMap;
import java.util.Map;
import org.clustershare.platform.problem.ProblemException;

/**
 * The exchanges of codes that wait for the installation's provider at once, each with one of the
 * server's threads for up to ten seconds. Everybody can begin a sign-in and bring an invented code
 * back; so there are 32 places, and at most 24 of them for one network address. Behind a proxy that
 * address is the proxy's: then 24 is the limit for all.
 */
final class ExchangePlaces {
  private static final int MOST = 32;
  private static final int MOST_OF_AN_ADDRESS = 24;

  private final Map<String, Integer> byAddress = new HashMap<>();
  private int taken;

  /**
   * Takes a place for a request from this network address, until it is given back; never waits for
   * one.
   *
   * @throws ProblemException {@link IdentityProblem#TOO_MANY_SIGN_INS}
   */
  synchronized void take(String address) {
    if (taken >= MOST || byAddress.getOrDefault(address, 0) >= MOST_OF_AN_ADDRESS) {
      throw new ProblemException(IdentityProblem.TOO_MANY_SIGN_INS);
    }
    taken++;
    byAddress.merge(address, 1, Integer::sum);
  }

  synchronized void giveBack(String address) {
    taken--;
    byAddress.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
  }
}
