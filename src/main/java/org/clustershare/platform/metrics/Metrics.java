package org.clustershare.platform.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counters, timers and gauges of the product's {@link MetricFamily metric families}. Every counter
 * and timer exists with the value 0 from the start: Prometheus sees no increase when a series
 * begins at 1.
 */
@ApplicationScoped
public class Metrics {
  private final MetricRegistry registry;

  @Inject
  Metrics(MetricRegistry registry) {
    this.registry = registry;
  }

  void onStartup(@Observes Startup event) {
    for (var family : MetricFamily.values()) {
      for (var values : combinations(List.copyOf(family.labels().values()))) {
        register(family, values.toArray(String[]::new));
      }
    }
  }

  private void register(MetricFamily family, String... values) {
    switch (family.type()) {
      case COUNTER -> registry.counter(metadata(family), tags(family, values));
      case TIMER -> registry.timer(metadata(family), tags(family, values));
      case GAUGE -> {
        // The feature that has the value registers it.
      }
    }
  }

  /** Every combination of one value per label, in the order of the labels. */
  static List<List<String>> combinations(List<List<String>> labels) {
    var combinations = List.of(List.<String>of());
    for (var values : labels) {
      var longer = new ArrayList<List<String>>();
      for (var combination : combinations) {
        for (var value : values) {
          var next = new ArrayList<>(combination);
          next.add(value);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /**
   * Adds one to a counter.
   *
   * @param values a value for each label, in the order of {@link MetricFamily#labels}
   * @throws IllegalArgumentException if the family does not have such a value
   */
  public void increment(MetricFamily family, String... values) {
    increment(family, 1, values);
  }

  /** The same for any number that is not negative. */
  public void increment(MetricFamily family, long count, String... values) {
    registry.counter(metadata(family), tags(family, values)).inc(count);
  }

  /** Adds a duration to a timer; the values as in {@link #increment}. */
  public void record(MetricFamily family, Duration duration, String... values) {
    registry.timer(metadata(family), tags(family, values)).update(duration);
  }

  /**
   * Registers a gauge; the values as in {@link #increment}.
   *
   * @param value is called when a client reads the metrics; must answer at once
   */
  public void gauge(MetricFamily family, Supplier<? extends Number> value, String... values) {
    registry.gauge(metadata(family), () -> value.get().doubleValue(), tags(family, values));
  }

  private static Metadata metadata(MetricFamily family) {
    return Metadata.builder().withName(family.registryName()).build();
  }

  static Tag[] tags(MetricFamily family, String... values) {
    var labels = List.copyOf(family.labels().entrySet());
    if (labels.size() != values.length) {
      throw new IllegalArgumentException(
          "%s has %d labels".formatted(family.registryName(), labels.size()));
    }
    var tags = new Tag[values.length];
    for (int i = 0; i < values.length; i++) {
      var label = labels.get(i);
      if (!label.getValue().contains(values[i])) {
        throw new IllegalArgumentException(
            "%s has no %s=%s".formatted(family.registryName(), label.getKey(), values[i]));
      }
      tags[i] = new Tag(label.getKey(), values[i]);
    }
    return tags;
  }
}
