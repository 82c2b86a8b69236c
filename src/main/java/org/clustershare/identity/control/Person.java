package org.clustershare.identity.control;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.clustershare.platform.EmailAddress;

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
    return sha256(key(email));
  }

  /** The SHA-256 of a text, in hex. */
  public static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
