package org.clustershare.kubernetes;

import java.util.Optional;

/** Source of the account for which the current thread reads. */
@FunctionalInterface
public interface AccountSource {
  /** The id of the account; empty if the thread does not work for a signed-in person. */
  Optional<String> account();
}
