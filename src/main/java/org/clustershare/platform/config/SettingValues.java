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
 * Reads settings by type and collects problems. A missing or invalid value adds a problem and
 * yields a harmless substitute, which is never used: {@link #throwProblems} ends the start first.
 */
public final class SettingValues {
  /** Substitute for an address that is missing or invalid. */
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

  private final SettingSource source;
  private final Set<String> usedKeys = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();

  public SettingValues(SettingSource source) {
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

  /**
   * The keys that were read so far. After all settings were read, these are all keys that exist.
   */
  public Set<String> usedKeys() {
    return usedKeys;
  }

  public Optional<String> text(String key) {
    return text(key, source::value);
  }

  /** The text of a secret, as it was written: expressions in it are not replaced. */
  public Optional<String> secret(String key) {
    return text(key, source::written);
  }

  private Optional<String> text(String key, Function<String, Optional<String>> reading) {
    usedKeys.add(key);
    var text = reading.apply(key).map(String::strip).filter(value -> !value.isEmpty());
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

  /** A required text; adds a problem and is empty if it is not set. */
  public String required(String key, String what) {
    return required(key, what, this::text);
  }

  /** As {@link #required}, for a secret. */
  public String requiredSecret(String key, String what) {
    return required(key, what, this::secret);
  }

  private String required(String key, String what, Function<String, Optional<String>> reading) {
    int before = problems.size();
    var value = reading.apply(key);
    if (value.isEmpty() && problems.size() == before) {
      problem("Set %s (environment variable %s): %s.".formatted(key, variable(key), what));
    }
    return value.orElse("");
  }

  /**
   * A required address with https, or with http on this machine; {@link #NO_URL} if there is a
   * problem.
   */
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

  public boolean flag(String key, boolean defaultValue) {
    var value = text(key).orElse(String.valueOf(defaultValue));
    if (!value.equals("true") && !value.equals("false")) {
      problem("%s must be true or false; it is \"%s\".".formatted(key, value));
    }
    return value.equals("true");
  }

  /**
   * A duration of at least one second, such as {@code 60s}, {@code 5m}, {@code 1h} or {@code 7d}.
   */
  public Duration duration(String key, Duration defaultValue, Duration max) {
    var text = text(key);
    if (text.isEmpty()) {
      return defaultValue;
    }
    var matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      problem("%s must be a time such as 60s, 5m or 1h; it is \"%s\".".formatted(key, text.get()));
      return defaultValue;
    }
    long amount = Long.parseLong(matcher.group(1));
    var duration =
        switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
          case "d" -> Duration.ofDays(amount);
          case "h" -> Duration.ofHours(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofSeconds(amount);
        };
    if (duration.compareTo(max) > 0) {
      problem("%s must be at most %dh; it is \"%s\".".formatted(key, max.toHours(), text.get()));
      return defaultValue;
    }
    return duration;
  }

  /** A whole number from 1 to 1,000,000. */
  public int count(String key, int defaultValue) {
    var text = text(key);
    if (text.filter(number -> !COUNT.matcher(number).matches()).isPresent()) {
      problem(
          "%s must be a whole number from 1 to 1000000; it is \"%s\".".formatted(key, text.get()));
      return defaultValue;
    }
    return text.map(Integer::parseInt).orElse(defaultValue);
  }

  /**
   * A comma-separated list, in its order; empty if it is not set. A list without entries is a
   * problem.
   */
  public Set<String> list(String key) {
    return entries(key, text(key));
  }

  /** As {@link #list}, for a list of secrets. */
  public Set<String> secretList(String key) {
    return entries(key, secret(key));
  }

  private Set<String> entries(String key, Optional<String> text) {
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

  /**
   * A comma-separated list whose entries are names of the given values; the default if it is not
   * set.
   */
  public <T> Set<T> choices(String key, T[] all, Function<T, String> name, Set<T> defaultValues) {
    var entries = list(key);
    if (entries.isEmpty()) {
      return defaultValues;
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

  /** A sentence for the problem of a secret with an expression; empty for one without. */
  public static String expressionNote(String secret) {
    return secret.contains("${")
        ? " Secrets are read as they were written: ${…} is not replaced."
        : "";
  }

  public static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
