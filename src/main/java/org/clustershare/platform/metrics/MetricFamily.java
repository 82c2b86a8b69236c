package org.clustershare.platform.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metric families that the product exposes at {@code /metrics}, in Prometheus' sense: a name, a
 * type and labels. Every label has a fixed set of values. So no e-mail address, token, cluster or
 * project can get into a label, and the number of series does not grow. {@code docs/metrics.md}
 * describes each family; a test compares the two.
 */
public enum MetricFamily {
  LINK_LOOKUPS("link_lookups", Type.COUNTER, Labels.result()),
  KUBECONFIGS("kubeconfigs", Type.COUNTER, Labels.result()),
  DOWNLOADS("downloads", Type.COUNTER, Labels.result()),
  TOKEN_EXCHANGES("token_exchanges", Type.COUNTER, Labels.result()),
  REQUESTS("requests", Type.COUNTER, Labels.ofRequests()),
  CLUSTER_CALLS("cluster_calls", Type.COUNTER, Labels.ofClusterCalls()),
  CLUSTER_CALL_DURATION("cluster_call_duration_seconds", Type.TIMER, Labels.method()),
  RECONCILE_DURATION("reconcile_duration_seconds", Type.TIMER, Labels.ofReconciling()),
  RECONCILE_LAG("reconcile_lag_seconds", Type.GAUGE, Map.of()),
  ROLE_DRIFT("role_drift", Type.COUNTER, Labels.of("result", "repaired", "reported", "refused")),
  CLUSTERS("clusters", Type.GAUGE, Labels.of("state", "owned", "failing", "drifted")),
  QUEUE_WAITING("queue_waiting", Type.GAUGE, Labels.queue()),
  QUEUE_RUNNING("queue_running", Type.GAUGE, Labels.queue()),
  DATABASE_CONNECTIONS("database_connections", Type.GAUGE, Map.of()),
  DATABASE_CONNECTIONS_LIMIT("database_connections_limit", Type.GAUGE, Map.of()),
  ISSUER_REACHABLE("issuer_reachable", Type.GAUGE, Map.of());

  private static final String PREFIX = "cluster_share_";

  private final String series;
  private final Type type;

  @SuppressWarnings("ImmutableEnumChecker") // Every map is unmodifiable.
  private final Map<String, List<String>> labels;

  /** The type of a family, with the names that MicroProfile Metrics gives to its series. */
  public enum Type {
    COUNTER("_total"),
    GAUGE(""),
    /** A Prometheus summary, in seconds. */
    TIMER("", "_count", "_sum", "_max");

    @SuppressWarnings("ImmutableEnumChecker") // List.of() is unmodifiable.
    private final List<String> suffixes;

    Type(String... suffixes) {
      this.suffixes = List.of(suffixes);
    }
  }

  MetricFamily(String series, Type type, Map<String, List<String>> labels) {
    this.series = series;
    this.type = type;
    this.labels = labels;
  }

  /** The name in the registry; series of counters and timers have a suffix. */
  public String registryName() {
    return PREFIX + series;
  }

  public Type type() {
    return type;
  }

  /** The labels in their order, each with all its values. */
  public Map<String, List<String>> labels() {
    return labels;
  }

  /** The names of the family's series at {@code /metrics}. */
  public List<String> seriesNames() {
    return type.suffixes.stream().map(suffix -> registryName() + suffix).toList();
  }

  /** The family of a series. */
  public static Optional<MetricFamily> ofSeries(String name) {
    return Arrays.stream(values())
        .filter(family -> family.seriesNames().contains(name))
        .findFirst();
  }

  /** Values of labels. An enum's constants cannot use its own static members. */
  private static final class Labels {
    private Labels() {}

    static Map<String, List<String>> of(String label, String... values) {
      return Map.of(label, List.of(values));
    }

    static Map<String, List<String>> result() {
      return Map.of("result", Outcome.labels());
    }

    static Map<String, List<String>> method() {
      return of("method", "read", "write");
    }

    static Map<String, List<String>> queue() {
      return of("queue", "quick", "slow");
    }

    static Map<String, List<String>> ofReconciling() {
      return of("result", "success", "unfinished", "unreachable", "refused", "busy", "error");
    }

    static Map<String, List<String>> ofRequests() {
      return two(
          "kind",
          List.of("api", "page", "share", "monitoring"),
          "status",
          List.of("2xx", "3xx", "4xx", "5xx"));
    }

    static Map<String, List<String>> ofClusterCalls() {
      return two(
          "method",
          List.of("read", "write"),
          "result",
          List.of(
              "success",
              "redirect",
              "unauthorized",
              "forbidden",
              "not_found",
              "conflict",
              "throttled",
              "client_error",
              "server_error",
              "timeout",
              "unreachable"));
    }

    private static Map<String, List<String>> two(
        String first, List<String> firstValues, String second, List<String> secondValues) {
      var labels = new LinkedHashMap<String, List<String>>();
      labels.put(first, firstValues);
      labels.put(second, secondValues);
      return Collections.unmodifiableMap(labels);
    }
  }
}
