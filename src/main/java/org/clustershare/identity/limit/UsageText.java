package org.clustershare.identity.limit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text form of an instance's requests, for a row: {@code CALLS:1:<digest>=<count>}, one per line.
 */
final class UsageText {
  private static final int MAX_ENTRIES = 1_000;
  private static final Pattern ENTRY =
      Pattern.compile("([A-Z_]+):([1-9][0-9]?):([0-9a-f]{32})=([1-9][0-9]{0,8})");

  private UsageText() {}

  /** The text of the 1,000 busiest keys; the rest is missing in other instances' counts. */
  static String of(Map<RateLimits.Key, Integer> usage) {
    return usage.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<RateLimits.Key, Integer>comparingByValue().reversed())
        .limit(MAX_ENTRIES)
        .map(
            entry ->
                "%s:%d:%s=%d"
                    .formatted(
                        entry.getKey().limit(),
                        entry.getKey().factor(),
                        entry.getKey().digest(),
                        entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** The requests of a text; lines that only another version knows are left out. */
  static Map<RateLimits.Key, Integer> read(String text) {
    var usage = new HashMap<RateLimits.Key, Integer>();
    for (var line : text.split("\n", -1)) {
      var entry = ENTRY.matcher(line);
      if (entry.matches()) {
        Arrays.stream(RateLimit.values())
            .filter(limit -> limit.name().equals(entry.group(1)))
            .forEach(
                limit ->
                    usage.merge(
                        new RateLimits.Key(limit, Integer.parseInt(entry.group(2)), entry.group(3)),
                        Integer.parseInt(entry.group(4)),
                        Integer::sum));
      }
    }
    return usage;
  }
}
