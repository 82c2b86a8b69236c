package org.clustershare.oidc.token;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.text.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A person whom the issuer vouches for.
 *
 * @param email as the issuer spells it; Kubernetes compares it exactly
 * @param name for display
 * @param groups as the issuer names them
 * @param knownAccount the account at the issuer; null for a person who is only referred to
 */
public record Person(String email, String name, List<String> groups, @Nullable Account knownAccount)
    implements Serializable {

  public Person {
    groups = List.copyOf(groups);
  }

  /** A person who is only referred to, such as an absent member. */
  public Person(String email, String name, List<String> groups) {
    this(email, name, groups, null);
  }

  /** The account at the issuer; empty for a person who is only referred to. */
  public Optional<Account> account() {
    return Optional.ofNullable(knownAccount);
  }

  /** The email in lower case, which identifies a person in Cluster Share. */
  public String key() {
    return key(email);
  }

  /** The SHA-256, in hex, of the lower-case email, as KKP identifies people in links. */
  public String id() {
    return id(email);
  }

  public static String key(String email) {
    return EmailAddress.key(email);
  }

  public static String id(String email) {
    return Sha256.hex(key(email));
  }
}
