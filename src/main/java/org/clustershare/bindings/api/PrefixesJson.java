package org.clustershare.bindings.api;

import org.clustershare.bindings.subject.UsernamePrefixes;

/** The prefixes that a cluster's API server puts before the provider's names; may be empty. */
public record PrefixesJson(String usernamePrefix, String groupsPrefix) {
  static PrefixesJson of(UsernamePrefixes prefixes) {
    return new PrefixesJson(prefixes.usernames(), prefixes.groups());
  }
}
