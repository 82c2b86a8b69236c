package org.clustershare.cluster.kubernetes;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a collection, whose first page has come; the others are read as they are asked
 * for.
 */
public final class ObjectList {
  // 100,000 objects: a server that always says there is more must not fill our memory.
  private static final int MOST_PAGES = 200;
  private static final int LONGEST_NAME = 253;

  private final Function<String, Received> pages;
  private final long longest;
  private @Nullable Received first;

  /**
   * Reads the first page.
   *
   * @param pages reads the page that a <em>continue</em> token names; the first one for none
   * @param longest how long all pages together can be, in octets
   */
  ObjectList(Function<String, Received> pages, long longest) {
    this.pages = pages;
    this.longest = longest;
    this.first = pages.apply("");
  }

  /**
   * The same for the same objects in the same states, another for others; tells nothing of them.
   * Empty when the list has several pages or is larger than 512 KiB, and once it was handed over.
   */
  public Optional<String> digest() {
    return Optional.ofNullable(first).flatMap(Received::digestOfItems);
  }

  /**
   * Hands over each object as its page arrives; only a page is in memory.
   *
   * @throws ClusterRefusedException with status 410 when the server forgot the version that the
   *     first page was of: what was handed over is then to be forgotten too
   */
  public void each(Consumer<JsonObject> item) {
    var token = "";
    long octets = 0;
    for (int page = 1; page <= MOST_PAGES; page++) {
      var received = token.isEmpty() ? begin() : pages.apply(token);
      octets += received.length();
      if (octets > longest) {
        throw new ClusterUnreachableException(
            "The cluster's list is larger than %d MiB.".formatted(longest >> 20));
      }
      var answer = received.object();
      eachItem(answer, item);
      token = metadata(answer).getString("continue", "");
      if (token.isEmpty()) {
        return;
      }
    }
    throw new ClusterUnreachableException(
        "The cluster's list has more than %d pages.".formatted(MOST_PAGES));
  }

  /** Whoever asks a second time gets what is there then. */
  private Received begin() {
    var known = first;
    first = null;
    return known == null ? pages.apply("") : known;
  }

  /** Callers can count on a name in each object; a server that sends anything else is none. */
  private static void eachItem(JsonObject list, Consumer<JsonObject> item) {
    var found = list.get("items");
    if (found == null || !list.getString("kind", "").endsWith("List")) {
      throw Received.notKubernetes();
    }
    if (found instanceof JsonArray array) { // null when a server has none and is written in Go
      for (var entry : array) {
        if (!(entry instanceof JsonObject object) || !isNamed(metadata(object))) {
          throw Received.notKubernetes();
        }
        item.accept(object);
      }
    }
  }

  private static JsonObject metadata(JsonObject object) {
    return object.get("metadata") instanceof JsonObject metadata
        ? metadata
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static boolean isNamed(JsonObject metadata) {
    int length = metadata.getString("name", "").length();
    return length > 0
        && length <= LONGEST_NAME
        && metadata.getString("namespace", "").length() <= LONGEST_NAME;
  }
}
