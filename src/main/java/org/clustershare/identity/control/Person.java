package org.clustershare.identity.control;

import java.io.Serializable;
import java.util.List;
import org.clustershare.platform.EmailAddress;
import org.clustershare.platform.Sha256;

/**
 * Somebody whom the issuer vouched for.
 *
 * @param email as the issuer spells it; Kubernetes compares it exactly
 * @param name for display
 * @param groups as the issuer names them
 */
public record Person(String email, String name, List<String> groups) implements Serializable {

  public Person {
    groups = List.copyOf(groups);
  }

  /** The email in lower case: what identifies a person here. */
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
