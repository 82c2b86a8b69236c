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

/** A response as received, parsed on demand. */
public final class RawResponse {
  private static final int MAX_VALUES = 500_000;

  /**
   * A parser's buffer holds the longest string, doubles its size, and takes two bytes a character.
   */
  private static final int BUFFER_FACTOR = 6;

  private static final String ITEMS = "\"items\":";
  private static final String MORE = "\"continue\":";

  /** A list's kind, version and metadata stand before its items. */
  private static final int MAX_LIST_HEAD = 1_024;

  private static final int MAX_DIGESTED = 512 << 10;

  private final List<byte[]> chunks;
  private final int length;
  private @Nullable Scan scanned;

  public RawResponse(byte[] bytes) {
    this(List.of(bytes));
  }

  /** A response in chunks, so that a large one is never copied into one array. */
  RawResponse(List<byte[]> chunks) {
    this.chunks = List.copyOf(chunks);
    this.length = chunks.stream().mapToInt(chunk -> chunk.length).sum();
  }

  /** The length in bytes. */
  public int length() {
    return length;
  }

  /** The whole response as text. */
  String text() {
    var bytes = new ByteArrayOutputStream(length);
    chunks.forEach(bytes::writeBytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The number of values: each field, entry, object and list counts. */
  public int values() {
    return scan().values;
  }

  /**
   * The fields of the JSON object that a mask names.
   *
   * @param reservation of the response; the object becomes part of it
   * @throws ClusterUnreachableException if the response is not a JSON object, or has too many
   *     values
   */
  public JsonObject object(FieldMask mask, Reservation reservation) {
    return find(mask, reservation).orElseThrow(RawResponse::notKubernetes);
  }

  /** The same; empty if the response is not a JSON object. */
  public Optional<JsonObject> find(FieldMask mask, Reservation reservation) {
    return parsed(reservation, parser -> parser.object(mask));
  }

  /**
   * Passes the items of a list to a consumer, one by one.
   *
   * @return the list without its items, with the fields that the mask names
   * @throws ClusterUnreachableException as {@link #object}, and as the consumer throws
   */
  public JsonObject items(
      FieldMask mask, FieldMask itemMask, Consumer<JsonValue> item, Reservation reservation) {
    return parsed(reservation, parser -> parser.object(mask, "items", itemMask, item))
        .orElseThrow(RawResponse::notKubernetes);
  }

  private <T> Optional<T> parsed(Reservation reservation, Function<MaskedParser, T> parse) {
    var scan = scan();
    if (scan.values > MAX_VALUES) {
      // In memory a value is far larger than the two bytes that it may have on the wire.
      throw new ClusterUnreachableException(Message.of("cluster.answer-values", MAX_VALUES));
    }
    long buffer = (long) BUFFER_FACTOR * scan.longestText;
    reservation.add(buffer);
    try (var parser = JsonFactory.parser(stream())) {
      return Optional.of(parse.apply(new MaskedParser(parser, reservation)));
    } catch (ClusterException | MemoryDeniedException e) {
      throw e;
    } catch (RuntimeException notJson) {
      // Any type: the parser throws a bare RuntimeException for too deep nesting, for example.
      return Optional.empty();
    } finally {
      reservation.remove(buffer);
    }
  }

  private InputStream stream() {
    return chunks.size() == 1
        ? new ByteArrayInputStream(chunks.getFirst())
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

  /** Counts the values of JSON without storing them. */
  private static final class Scan {
    private int values;
    private int longestText;
    private int text;
    private boolean inText;
    private boolean escaped;

    void read(byte[] bytes) {
      for (var unit : bytes) {
        if (!inText) {
          if (unit == ',' || unit == '[' || unit == '{') {
            values++;
          } else if (unit == '"') {
            inText = true;
            text = 0;
          }
        } else if (escaped) {
          escaped = false;
        } else if (unit == '"') {
          inText = false;
        } else if (unit == '\\') {
          escaped = true;
        } else if (++text > longestText) {
          longestText = text;
        }
      }
    }
  }

  /**
   * The SHA-256, in hex, of a list from its items on. The part before the items has the list's
   * resourceVersion, which changes with each write in the cluster. Empty if the response is not a
   * whole list, or larger than 512 KiB.
   */
  public Optional<String> digestOfItems() {
    if (length > MAX_DIGESTED || chunks.size() != 1) {
      return Optional.empty();
    }
    var bytes = chunks.getFirst();
    var head =
        new String(bytes, 0, Math.min(bytes.length, MAX_LIST_HEAD), StandardCharsets.ISO_8859_1);
    int items = head.indexOf(ITEMS);
    if (items < 0 || head.substring(0, items).contains(MORE)) {
      return Optional.empty();
    }
    return Optional.of(Sha256.hex(ByteBuffer.wrap(bytes, items, bytes.length - items)));
  }

  public static ClusterUnreachableException notKubernetes() {
    return new ClusterUnreachableException(Message.of("cluster.not-json"));
  }
}
