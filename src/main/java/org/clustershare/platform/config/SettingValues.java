package org.clustershare.platform.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clustershare.platform.net.ServerAddress;

/**
 * The values of settings, read by kind. A value that is missing or wrong becomes a problem, and
 * something harmless stands in for it: nobody sees that, because {@link #throwProblems} comes
 * first.
 */
public final class SettingValues {
  /** Stands in for an address that is missing or wrong. */
  public static final URI NO_URL = URI.create("about:blank");

  /**
   * Stands for every person who signs in, in lists of people. It names no person and no group: an
   * email has an at sign, and a group is written with its prefix.
   */
  public static final String EVERYONE = "everyone";

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)?");
  private static final Set<String> PLACEHOLDERS = Set.of("set-me", "change-me", "changeme");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}|1000000");
  private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Function<String, Optional<String>> source;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();

  public SettingValues(Function<String, Optional<String>> source) {
    this.source = source;
  }

  public void problem(String sentence) {
    problems.add(sentence);
  }

  public void throwProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(List.copyOf(problems));
    }
  }

  /** Every key that was asked for so far: all the settings there are, once all were read. */
  public Set<String> asked() {
    return asked;
  }

  public Optional<String> text(String key) {
    asked.add(key);
    var text = source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    if (text.map(value -> value.toLowerCase(Locale.ROOT))
        .filter(PLACEHOLDERS::contains)
        .isEmpty()) {
      return text;
    }
    problem(
        "%s is still \"%s\", which an example puts where a value of your own belongs."
            .formatted(key, text.get()));
    return Optional.empty();
  }

  /** A text that must be there; empty when it is not. */
  public String required(String key, String what) {
    int before = problems.size();
    var value = text(key);
    if (value.isEmpty() && problems.size() == before) {
      problem("Set %s (environment variable %s): %s.".formatted(key, variable(key), what));
    }
    return value.orElse("");
  }

  /** An address that must be there: https, or http on this machine. */
  public URI url(String key, String example) {
    var text = required(key, "an address such as " + example);
    if (text.isEmpty()) {
      return NO_URL;
    }
    var address = ServerAddress.of(text);
    if (address.isEmpty()) {
      problem(
          "%s must be an address without user, query and fragment, with a port from 1 to 65535 or none, such as %s; it is \"%s\"."
              .formatted(key, example, text));
      return NO_URL;
    }
    var url = address.get().uri();
    if (!"https".equals(url.getScheme())
        && !("http".equals(url.getScheme()) && LOOPBACK_HOSTS.contains(url.getHost()))) {
      problem(
          "%s must begin with https:// (http:// only for localhost); it is \"%s\"."
              .formatted(key, text));
      return NO_URL;
    }
    return url;
  }

  public boolean flag(String key, boolean otherwise) {
    var value = text(key).orElse(String.valueOf(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      problem("%s must be true or false; it is \"%s\".".formatted(key, value));
    }
    return value.equals("true");
  }

  /** A time of at least one second. */
  public Duration duration(String key, Duration otherwise, Duration longest) {
    var text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    var matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      problem("%s must be a time such as 60s, 5m or 1h; it is \"%s\".".formatted(key, text.get()));
      return otherwise;
    }
    long amount = Long.parseLong(matcher.group(1));
    var duration =
        switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
          case "d" -> Duration.ofDays(amount);
          case "h" -> Duration.ofHours(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofSeconds(amount);
        };
    if (duration.compareTo(longest) > 0) {
      problem(
          "%s must be at most %dh; it is \"%s\".".formatted(key, longest.toHours(), text.get()));
      return otherwise;
    }
    return duration;
  }

  /** A whole number from 1 to 1,000,000. */
  public int count(String key, int otherwise) {
    var text = text(key);
    if (text.filter(number -> !COUNT.matcher(number).matches()).isPresent()) {
      problem(
          "%s must be a whole number from 1 to 1000000; it is \"%s\".".formatted(key, text.get()));
      return otherwise;
    }
    return text.map(Integer::parseInt).orElse(otherwise);
  }

  /** A comma-separated list; empty when it is not set. A list that names nothing is a problem. */
  public Set<String> list(String key) {
    var text = text(key);
    var entries =
        text.stream()
            .flatMap(given -> Arrays.stream(given.split(",", -1)))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (text.isPresent() && entries.isEmpty()) {
      problem(
          "%s is \"%s\", which names nothing; leave it out to have its default."
              .formatted(key, text.get()));
    }
    return entries;
  }

  /** A comma-separated list of some of these. */
  public <T> Set<T> choices(String key, T[] all, Function<T, String> name, Set<T> otherwise) {
    var entries = list(key);
    if (entries.isEmpty()) {
      return otherwise;
    }
    var chosen = new LinkedHashSet<T>();
    for (var entry : entries) {
      Arrays.stream(all)
          .filter(one -> name.apply(one).equals(entry))
          .findFirst()
          .ifPresentOrElse(
              chosen::add,
              () ->
                  problem(
                      "%s must be a list of %s; it names \"%s\"."
                          .formatted(
                              key,
                              Arrays.stream(all).map(name).collect(Collectors.joining(", ")),
                              entry)));
    }
    return Set.copyOf(chosen);
  }

  public static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
