package org.clustershare.platform.crypto;

import java.security.SecureRandom;
import java.util.Base64;

/** Generator of random identifiers and tokens. */
public final class RandomIds {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int ID_LENGTH = 10;
  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomIds() {}

  /**
   * An identifier of ten characters, as Kubernetes generates names: without vowels, so that no word
   * appears.
   */
  public static String id() {
    return RANDOM
        .ints(ID_LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }

  /** Whether a text has the form of an {@link #id}; any other text identifies nothing. */
  public static boolean isId(String text) {
    return text.length() == ID_LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** A token of 256 random bits, as 43 URL-safe characters (base64url: RFC 4648, section 5). */
  public static String token() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
