package org.clustershare.bindings.api;

import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;

/** The body of a call that sets both prefixes of a cluster; a missing field means no prefix. */
public record PrefixesRequest(Optional<String> usernamePrefix, Optional<String> groupsPrefix) {
  UsernamePrefixes prefixes() {
    return new UsernamePrefixes(usernamePrefix.orElse(""), groupsPrefix.orElse(""));
  }
}
