package org.clustershare.kubernetes;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.clustershare.kubernetes.connection.Deadline;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a collection, whose first page has come; the others are read as they are asked
 * for. What is kept of them, and the page that is read just now, have one {@link Reservation}.
 */
public final class PagedList {
  // 100,000 objects: a server that always says there is more must not fill our memory.
  private static final int MAX_PAGES = 200;
  private static final int MAX_OBJECTS = 100_000;

  /** After how many objects the clock is read: what callers do with them takes time as well. */
  private static final int OBJECTS_PER_CLOCK_CHECK = 1_000;

  private static final int MAX_NAME = 253;
  private static final int MAX_TOKEN = 16 << 10;
  private static final FieldMask LIST = FieldMask.of("kind", "metadata continue");

  private final Function<String, RawResponse> pages;
  private final Limits limits;
  private final Optional<Deadline> deadline;
  private final Reservation reservation;
  private @Nullable RawResponse first;
  private long bytes;
  private long values;
  private int objects;

  /**
   * How large a whole list may be.
   *
   * @param octets of all pages
   * @param values of all pages: every field, entry, object and list counts
   */
  record Limits(long octets, long values) {}

  /**
   * Reads the first page.
   *
   * @param pages reads the page that a <em>continue</em> token names; the first one for none
   * @param deadline when all objects have to be handed over
   * @param reservation what pages and objects take
   */
  PagedList(
      Function<String, RawResponse> pages,
      Limits limits,
      Optional<Deadline> deadline,
      Reservation reservation) {
    this.pages = pages;
    this.limits = limits;
    this.deadline = deadline;
    this.reservation = reservation;
    this.first = pages.apply("");
  }

  /**
   * The same for the same objects in the same states, another for others; tells nothing of them.
   * Empty when the list has several pages or is larger than 512 KiB, and once it was handed over.
   */
  public Optional<String> digest() {
    return Optional.ofNullable(first).flatMap(RawResponse::digestOfItems);
  }

  /**
   * Hands over each object as its page is parsed; only a page and one object are in memory.
   *
   * @param mask the fields that are read; each object has a name
   * @param item gives how much memory is kept of an object, in bytes
   * @throws ClusterUnreachableException also when the deadline passes meanwhile
   * @throws ClusterRefusedException with status 410 when the server forgot the version that the
   *     first page was of: what was handed over is then to be forgotten too
   */
  public void forEach(FieldMask mask, ToLongFunction<JsonObject> item) {
    ClusterBusyException.translated(
        () -> {
          long before =
              reservation.bytes() - Optional.ofNullable(first).map(RawResponse::length).orElse(0);
          try {
            readPages(mask, item);
            return true;
          } catch (RuntimeException e) {
            // What was handed over is forgotten.
            reservation.remove(reservation.bytes() - before);
            throw e;
          }
        });
  }

  private void readPages(FieldMask mask, ToLongFunction<JsonObject> item) {
    var token = "";
    bytes = 0;
    values = 0;
    objects = 0;
    for (int page = 1; page <= MAX_PAGES; page++) {
      var rawResponse = token.isEmpty() ? firstPage() : pages.apply(token);
      requireSize(rawResponse);
      var list =
          rawResponse.items(
              LIST, mask, entry -> reservation.add(handOver(entry, item)), reservation);
      reservation.remove(rawResponse.length());
      if (!list.containsKey("items") || !list.getString("kind", "").endsWith("List")) {
        throw RawResponse.notKubernetes();
      }
      token = metadata(list).getString("continue", "");
      if (token.isEmpty()) {
        return;
      }
      if (token.length() > MAX_TOKEN) {
        throw RawResponse.notKubernetes();
      }
    }
    throw new ClusterUnreachableException(Message.of("cluster.list-pages", MAX_PAGES));
  }

  private void requireSize(RawResponse page) {
    bytes += page.length();
    if (bytes > limits.octets()) {
      throw new ClusterUnreachableException(
          Message.of("cluster.list-large", limits.octets() >> 20));
    }
    values += page.values();
    if (values > limits.values()) {
      throw new ClusterUnreachableException(Message.of("cluster.list-values", limits.values()));
    }
  }

  /** Whoever asks a second time gets what is there then. */
  private RawResponse firstPage() {
    var known = first;
    first = null;
    return known == null ? pages.apply("") : known;
  }

  /** Callers can count on a name in each object; a server that sends anything else is none. */
  private long handOver(JsonValue entry, ToLongFunction<JsonObject> item) {
    if (!(entry instanceof JsonObject object) || !isNamed(metadata(object))) {
      throw RawResponse.notKubernetes();
    }
    if (++objects > MAX_OBJECTS) {
      throw new ClusterUnreachableException(Message.of("cluster.list-objects", MAX_OBJECTS));
    }
    if (objects % OBJECTS_PER_CLOCK_CHECK == 0 && deadline.filter(Deadline::passed).isPresent()) {
      throw new ClusterUnreachableException(Message.of("cluster.list-slow"));
    }
    return item.applyAsLong(object);
  }

  private static JsonObject metadata(JsonObject object) {
    return object.get("metadata") instanceof JsonObject metadata
        ? metadata
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static boolean isNamed(JsonObject metadata) {
    int length = metadata.getString("name", "").length();
    return length > 0
        && length <= MAX_NAME
        && metadata.getString("namespace", "").length() <= MAX_NAME;
  }
}
