package org.clustershare.kubernetes.connection;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.MaskedParser;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.memory.MemoryDeniedException;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/** An answer as it came, parsed when somebody wants to know what is in it. */
public final class RawResponse {
  private static final int MAX_VALUES = 500_000;

  /** A parser's buffer holds a whole text, doubles, and holds two bytes a character. */
  private static final int BUFFER_FACTOR = 6;

  private static final String ITEMS = "\"items\":";
  private static final String MORE = "\"continue\":";

  /** Before its items a list has a kind, a version and a few words about itself. */
  private static final int MAX_LIST_HEAD = 1_024;

  private static final int MAX_DIGESTED = 512 << 10;

  private final List<byte[]> chunks;
  private final int length;
  private @Nullable Scan scanned;

  public RawResponse(byte[] octets) {
    this(List.of(octets));
  }

  /** An answer in pieces, so that a large one is never copied into one array. */
  RawResponse(List<byte[]> chunks) {
    this.chunks = List.copyOf(chunks);
    this.length = chunks.stream().mapToInt(chunk -> chunk.length).sum();
  }

  /** How long it is, in bytes. */
  public int length() {
    return length;
  }

  /** The whole of it as text. */
  String text() {
    var octets = new ByteArrayOutputStream(length);
    chunks.forEach(octets::writeBytes);
    return octets.toString(StandardCharsets.UTF_8);
  }

  /** How much is in it: every field, entry, object and list counts. */
  public int values() {
    return scan().values;
  }

  /**
   * What is in it, as far as the mask names it.
   *
   * @param reservation of the answer; what is given takes part of it
   * @throws ClusterUnreachableException when it is no JSON object, or one of too many values
   */
  public JsonObject object(FieldMask mask, Reservation reservation) {
    return find(mask, reservation).orElseThrow(RawResponse::notKubernetes);
  }

  /** The same; empty when it is no JSON object. */
  public Optional<JsonObject> find(FieldMask mask, Reservation reservation) {
    return parsed(reservation, parser -> parser.object(mask));
  }

  /**
   * Hands over the entries of a list one by one.
   *
   * @return the list itself, with the fields that the mask names and no items
   * @throws ClusterUnreachableException as {@link #object}, and what the consumer throws
   */
  public JsonObject items(
      FieldMask mask, FieldMask itemMask, Consumer<JsonValue> item, Reservation reservation) {
    return parsed(reservation, parser -> parser.object(mask, "items", itemMask, item))
        .orElseThrow(RawResponse::notKubernetes);
  }

  private <T> Optional<T> parsed(Reservation reservation, Function<MaskedParser, T> parse) {
    var scan = scan();
    if (scan.values > MAX_VALUES) {
      // In memory a value is far larger than the two bytes that it can be on the wire.
      throw new ClusterUnreachableException(Message.of("cluster.answer-values", MAX_VALUES));
    }
    long buffer = (long) BUFFER_FACTOR * scan.longestText;
    reservation.add(buffer);
    try (var parser = JsonFactory.parser(stream())) {
      return Optional.of(parse.apply(new MaskedParser(parser, reservation)));
    } catch (ClusterException | MemoryDeniedException e) {
      throw e;
    } catch (RuntimeException notJson) {
      // All kinds: too deep a nesting is a bare RuntimeException, a missing end has its own.
      return Optional.empty();
    } finally {
      reservation.remove(buffer);
    }
  }

  private InputStream stream() {
    return chunks.size() == 1
        ? new ByteArrayInputStream(chunks.get(0))
        : new SequenceInputStream(
            Collections.enumeration(chunks.stream().map(ByteArrayInputStream::new).toList()));
  }

  private Scan scan() {
    var known = scanned;
    if (known == null) {
      known = new Scan();
      chunks.forEach(known::read);
      scanned = known;
    }
    return known;
  }

  /** Counts what is in JSON without keeping any of it. */
  private static final class Scan {
    private int values;
    private int longestText;
    private int text;
    private boolean inText;
    private boolean escaped;

    void read(byte[] octets) {
      for (var octet : octets) {
        if (!inText) {
          if (octet == ',' || octet == '[' || octet == '{') {
            values++;
          } else if (octet == '"') {
            inText = true;
            text = 0;
          }
        } else if (escaped) {
          escaped = false;
        } else if (octet == '"') {
          inText = false;
        } else if (octet == '\\') {
          escaped = true;
        } else if (++text > longestText) {
          longestText = text;
        }
      }
    }
  }

  /**
   * The SHA-256, in hex, of a list from its items on. What stands before them changes with every
   * write to anything in the cluster (the list's resourceVersion) and is left out. Empty for what
   * is not a whole list, and for one larger than 512 KiB.
   */
  public Optional<String> digestOfItems() {
    if (length > MAX_DIGESTED || chunks.size() != 1) {
      return Optional.empty();
    }
    var octets = chunks.get(0);
    var head =
        new String(octets, 0, Math.min(octets.length, MAX_LIST_HEAD), StandardCharsets.ISO_8859_1);
    int items = head.indexOf(ITEMS);
    if (items < 0 || head.substring(0, items).contains(MORE)) {
      return Optional.empty();
    }
    return Optional.of(Sha256.hex(ByteBuffer.wrap(octets, items, octets.length - items)));
  }

  public static ClusterUnreachableException notKubernetes() {
    return new ClusterUnreachableException(Message.of("cluster.not-json"));
  }
}
