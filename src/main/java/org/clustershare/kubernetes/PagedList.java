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
 * Objects of a collection, read page by page on demand; the first page has been read. The current
 * page and what callers keep of the objects share one {@link Reservation}.
 */
public final class PagedList {
  // A server that always announces one more page must not fill the memory.
  private static final int MAX_PAGES = 200;
  private static final int MAX_OBJECTS = 100_000;

  /** How often the deadline is checked: callers' work with the objects takes time, too. */
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
   * Limits of a whole list.
   *
   * @param bytes of all pages
   * @param values of all pages: each field, entry, object and list counts
   */
  record Limits(long bytes, long values) {}

  /**
   * Reads the first page.
   *
   * @param pages reads the page of a <em>continue</em> token; the first page for an empty one
   * @param deadline by which all objects have been handed over
   * @param reservation reserves the memory of pages and objects
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
   * Digest of the objects and their states, which it does not reveal. Empty if the list has several
   * pages or more than 512 KiB, and after {@link #forEach}.
   */
  public Optional<String> digest() {
    return Optional.ofNullable(first).flatMap(RawResponse::digestOfItems);
  }

  /**
   * Passes each object to a consumer while its page is parsed; only one page and one object are in
   * memory.
   *
   * @param mask the fields to read; each object has a name
   * @param item returns how many bytes of the object the caller keeps in memory
   * @throws ClusterUnreachableException also if the deadline passes meanwhile
   * @throws ClusterRefusedException with status 410 if the version of the first page has expired on
   *     the server: the caller must then discard the objects
   */
  public void forEach(FieldMask mask, ToLongFunction<JsonObject> item) {
    ClusterBusyException.translateDenial(
        () -> {
          long before =
              reservation.bytes() - Optional.ofNullable(first).map(RawResponse::length).orElse(0);
          try {
            readPages(mask, item);
            return true;
          } catch (RuntimeException e) {
            // The caller discards the objects.
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
    if (bytes > limits.bytes()) {
      throw new ClusterUnreachableException(Message.of("cluster.list-large", limits.bytes() >> 20));
    }
    values += page.values();
    if (values > limits.values()) {
      throw new ClusterUnreachableException(Message.of("cluster.list-values", limits.values()));
    }
  }

  /** The page that was read at first; a second {@link #forEach} reads it from the server. */
  private RawResponse firstPage() {
    var known = first;
    first = null;
    return known == null ? pages.apply("") : known;
  }

  /** Callers rely on a name in each object; a server without names is not Kubernetes. */
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
