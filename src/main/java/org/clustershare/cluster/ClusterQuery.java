package org.clustershare.cluster;

import java.util.Arrays;
import java.util.Optional;

/**
 * Query for clusters of a project.
 *
 * @param search part of the name, case-insensitive; empty for all
 * @param order of the result
 * @param offset the number of clusters to skip
 * @param limit the maximum number of clusters
 */
public record ClusterQuery(String search, Order order, int offset, int limit) {

  /** Order of clusters. */
  public enum Order {
    NAME("name", "lower(c.name), c.id"),
    NAME_DESCENDING("-name", "lower(c.name) desc, c.id"),
    CREATED("created", "c.createdAt, c.id"),
    CREATED_DESCENDING("-created", "c.createdAt desc, c.id");

    private final String key;
    private final String jpql;

    Order(String key, String jpql) {
      this.key = key;
      this.jpql = jpql;
    }

    /** The value of the API's parameter {@code sort}. */
    public String key() {
      return key;
    }

    String jpql() {
      return jpql;
    }

    public static Optional<Order> of(String key) {
      return Arrays.stream(values()).filter(order -> order.key.equals(key)).findFirst();
    }
  }

  /** All clusters, by name. */
  public static ClusterQuery all() {
    return new ClusterQuery("", Order.NAME, 0, Integer.MAX_VALUE);
  }
}
