package org.clustershare.kubernetes;

import java.util.Optional;

/** The account for which the current thread reads. */
@FunctionalInterface
public interface Reader {
  /** Tells accounts apart; empty when the thread works for no signed-in person. */
  Optional<String> account();
}
