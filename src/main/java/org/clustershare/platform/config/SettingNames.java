package org.clustershare.platform.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Finds misspelt settings. Without this check a misspelt key would be ignored silently. Keys and
 * environment variables of other programs are not reported.
 */
public final class SettingNames {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** Prefixes of properties that only Cluster Share uses. */
  private static final Pattern OWN_PROPERTIES =
      Pattern.compile("(oidc|cluster|reconcile|kubeconfig)[-_].*");

  /** Switches of the program itself, such as {@code cluster-share.check-issuer}. */
  private static final String SWITCHES = "cluster-share.";

  private static final String OWN_VARIABLES = "OIDC_";

  /**
   * Variables that Kubernetes sets in each pod for a Service, whose name may begin with {@code
   * oidc}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP).*)?)");

  /** The part of the provider's settings that people tend to forget. */
  private static final String FORGOTTEN = "issuer-";

  private static final int TYPING_ERROR = 2;
  private static final int SAME_MEANING = 4;

  private final Set<String> keys;

  public SettingNames(Set<String> keys) {
    this.keys = keys;
  }

  /** One sentence for each name that looks like a misspelt setting. */
  public List<String> problems(Iterable<String> names) {
    return StreamSupport.stream(names.spliterator(), false)
        .filter(this::isMisspelt)
        .distinct()
        .sorted()
        .map(this::sentence)
        .toList();
  }

  private boolean isMisspelt(String name) {
    if (keys.contains(name) || (keys.contains(key(name)) && isVariableOfKey(name))) {
      return false;
    }
    if (VARIABLE.matcher(name).matches()) {
      return (name.startsWith(OWN_VARIABLES) && !SERVICE_LINK.matcher(name).matches())
          || keys.stream()
              // A single word can belong to another program, such as ADMIN beside ADMINS.
              .filter(key -> key.contains("-"))
              .anyMatch(key -> distance(key, key(name)) <= TYPING_ERROR);
    }
    return !name.startsWith(SWITCHES)
        && OWN_PROPERTIES.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** The forms in which MicroProfile Config finds a key among environment variables. */
  private static boolean isVariableOfKey(String name) {
    return name.indexOf('-') < 0
        && (name.equals(name.toUpperCase(Locale.ROOT))
            || name.equals(name.toLowerCase(Locale.ROOT)));
  }

  private String sentence(String name) {
    boolean variable = VARIABLE.matcher(name).matches();
    return nearest(key(name))
        .map(key -> variable ? SettingValues.variable(key) : key)
        .map(meant -> "%s is not a setting; did you mean %s?".formatted(name, meant))
        .orElseGet(() -> "%s is not a setting; the README lists them all.".formatted(name));
  }

  private Optional<String> nearest(String name) {
    return keys.stream()
        .min(Comparator.comparingInt(key -> distanceToMeant(key, name)))
        .filter(key -> distanceToMeant(key, name) <= SAME_MEANING);
  }

  private static int distanceToMeant(String key, String name) {
    return Math.min(
        distance(key, name), 1 + distance(key.replace(FORGOTTEN, ""), name.replace(FORGOTTEN, "")));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The Levenshtein distance: how many letters to insert, delete or replace. */
  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
