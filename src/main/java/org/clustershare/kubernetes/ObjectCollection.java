package org.clustershare.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.RawResponse;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.memory.Reservation;

/**
 * A collection of objects, read in pages of 500.
 *
 * @param labelSelector such as {@code component=userClusterRole}; empty for all
 * @param fieldSelector such as {@code metadata.name=x}; empty for all
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks">Retrieving
 *     large results sets in chunks</a>
 */
record ObjectCollection(ApiCalls calls, String path, String labelSelector, String fieldSelector) {
  private static final String PAGE_SIZE = "500";
  private static final PagedList.Limits IN_MEMORY = new PagedList.Limits(32 << 20, 1_000_000);
  private static final PagedList.Limits PAGE_BY_PAGE =
      new PagedList.Limits(256 << 20, Long.MAX_VALUE);

  /** The results of a mapping for all objects. */
  <T> List<T> list(ItemMapping<T> mapping) {
    return calls.read(
        Optional.of(String.join("\n", path, labelSelector, fieldSelector, mapping.name())),
        reservation -> ExpiredListRetry.retry(() -> mapped(mapping, reservation)));
  }

  private <T> List<T> mapped(ItemMapping<T> mapping, Reservation reservation) {
    var items = new ArrayList<T>();
    pages(IN_MEMORY, reservation)
        .forEach(
            mapping.mask(),
            object -> {
              var item = mapping.map().apply(object);
              item.ifPresent(items::add);
              return item.map(kept -> mapping.size().applyAsLong(kept)).orElse(0L);
            });
    return List.copyOf(items);
  }

  /** The objects, with one page in memory at a time. */
  PagedList pages() {
    return calls.read(Optional.empty(), reservation -> pages(PAGE_BY_PAGE, reservation));
  }

  private PagedList pages(PagedList.Limits limits, Reservation reservation) {
    return new PagedList(
        token -> page(token, reservation), limits, calls.options().deadline(), reservation);
  }

  private RawResponse page(String token, Reservation reservation) {
    return calls.send(ApiRequest.get(to -> url(to, token)), reservation);
  }

  private HttpUrl url(ApiConnection to, String token) {
    var url = to.url(path).addQueryParameter("limit", PAGE_SIZE);
    addUnlessEmpty(url, "labelSelector", labelSelector);
    addUnlessEmpty(url, "fieldSelector", fieldSelector);
    addUnlessEmpty(url, "continue", token);
    return url.build();
  }

  private static void addUnlessEmpty(HttpUrl.Builder url, String name, String value) {
    if (!value.isEmpty()) {
      url.addQueryParameter(name, value);
    }
  }
}
