package org.clustershare.platform.crypto;

import java.security.SecureRandom;
import java.util.Base64;

/** Random names and tokens. */
public final class RandomIds {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int ID_LENGTH = 10;
  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomIds() {}

  /**
   * A name of ten characters for something that has no better one, as Kubernetes makes them: no
   * vowels, so that no word comes out.
   */
  public static String id() {
    return RANDOM
        .ints(ID_LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }

  /** Whether this can be an {@link #id}: whatever else stands in an address names nothing. */
  public static boolean isId(String text) {
    return text.length() == ID_LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** 256 random bits as 43 characters that are safe in an address (base64url, RFC 4648). */
  public static String token() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
