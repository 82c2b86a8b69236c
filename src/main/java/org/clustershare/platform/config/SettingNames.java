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
 * Finds keys that were meant to be settings of ours and are none. Nobody would notice otherwise: a
 * misspelt key is read by nobody. What other programs set, above all as environment variables, is
 * not judged.
 */
public final class SettingNames {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** How the properties begin that can only be meant for us. */
  private static final Pattern OWN_PROPERTIES =
      Pattern.compile("(oidc|cluster|reconcile|kubeconfig)[-_].*");

  /** Switches of the program itself, such as {@code cluster-share.check-issuer}. */
  private static final String SWITCHES = "cluster-share.";

  private static final String OWN_VARIABLES = "OIDC_";

  /** What Kubernetes sets in each pod for a Service, which somebody may have called oidc. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP).*)?)");

  /** The part that all names of the provider's settings have, and people forget. */
  private static final String FORGOTTEN = "issuer-";

  private static final int TYPING_ERROR = 2;
  private static final int SAME_MEANING = 4;

  private final Set<String> keys;

  public SettingNames(Set<String> keys) {
    this.keys = keys;
  }

  /** A sentence for each name that is none of ours and was meant to be. */
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
              // One word can be anybody's, such as ADMIN beside our ADMINS.
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

  /** How many letters have to be put in, taken out or changed. */
  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
