package org.clustershare.cluster;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which of a project's clusters are wanted.
 *
 * @param search part of the name, upper and lower case alike; empty for all
 * @param order how they are sorted
 * @param offset how many are passed over
 * @param limit the most that are wanted
 */
public record ClusterQuery(String search, Order order, int offset, int limit) {

  /** How clusters are sorted. */
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

    /** As the API's parameter {@code sort} spells it. */
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

  /** All of them, by name. */
  public static ClusterQuery all() {
    return new ClusterQuery("", Order.NAME, 0, Integer.MAX_VALUE);
  }
}
