package org.clustershare.cluster.kubernetes;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clustershare.platform.JsonFactory;
import org.clustershare.platform.Sha256;

/** An answer as it came, parsed when somebody wants to know what is in it. */
final class Received {
  private static final int MOST_VALUES = 500_000;
  private static final String ITEMS = "\"items\":";
  private static final String MORE = "\"continue\":";

  /** Before its items a list has a kind, a version and a few words about itself. */
  private static final int LONGEST_HEAD = 1_024;

  private static final int LONGEST_DIGESTED = 512 << 10;

  private final byte[] octets;

  Received(byte[] octets) {
    this.octets = octets;
  }

  /** How long it is, in octets. */
  int length() {
    return octets.length;
  }

  /**
   * What is in it.
   *
   * @throws ClusterUnreachableException when it is no JSON object, or one of too many values
   */
  JsonObject object() {
    return find().orElseThrow(Received::notKubernetes);
  }

  /** What is in it; empty when it is no JSON object. */
  Optional<JsonObject> find() {
    requireFewValues();
    try (var reader = JsonFactory.reader(new ByteArrayInputStream(octets))) {
      return Optional.of(reader.readObject());
    } catch (RuntimeException notAnObject) {
      // All kinds: too deep a nesting is a bare one, too large an exponent a NumberFormatException.
      return Optional.empty();
    }
  }

  /** In memory a value is far larger than the two octets that it can be on the wire. */
  private void requireFewValues() {
    int values = 0;
    for (var octet : octets) {
      if (octet == ',' || octet == '[' || octet == '{') {
        values++;
      }
    }
    if (values > MOST_VALUES) {
      throw new ClusterUnreachableException(
          "The cluster's answer has more than %d values in it.".formatted(MOST_VALUES));
    }
  }

  /**
   * The SHA-256, in hex, of a list from its items on. What stands before them changes with every
   * write to anything in the cluster (the list's resourceVersion) and is left out. Empty for what
   * is not a whole list, and for one larger than 512 KiB.
   */
  Optional<String> digestOfItems() {
    if (octets.length > LONGEST_DIGESTED) {
      return Optional.empty();
    }
    var head =
        new String(octets, 0, Math.min(octets.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
    int items = head.indexOf(ITEMS);
    if (items < 0 || head.substring(0, items).contains(MORE)) {
      return Optional.empty();
    }
    return Optional.of(Sha256.hex(ByteBuffer.wrap(octets, items, octets.length - items)));
  }

  static ClusterUnreachableException notKubernetes() {
    return new ClusterUnreachableException("The cluster's answer is not JSON of Kubernetes.");
  }
}
