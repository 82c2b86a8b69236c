package org.clustershare.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from the seed's flag names, such as {@code oidc-issuer-url}, and gathers
 * every problem before it gives up, so that an operator mends all of them at once.
 */
public final class SettingsReader {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)?");
  private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Function<String, Optional<String>> source;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param source gives the value of a key, empty when it is not set
   */
  public SettingsReader(Function<String, Optional<String>> source) {
    this.source = key -> source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * All settings, checked.
   *
   * @throws InvalidSettingsException with a sentence for each value that is missing or wrong
   */
  public Settings read() {
    var issuerUrl = url("oidc-issuer-url", "https://dex.example.com/dex");
    var redirectUri = redirectUri();
    var clientId = required("oidc-issuer-client-id", "the client's id at the provider");
    var cookieHashKey = cookieHashKey();
    var issuerCaFile = issuerCaFile();
    var gates = featureGates();
    var shareKubeconfig = flag("share-kubeconfig");
    var encryptionKeys = encryptionKeys();
    var addressPolicy = clusterAddressPolicy();
    var reconcileInterval = duration("reconcile-interval", Duration.ofSeconds(60));
    if (!problems.isEmpty()
        || issuerUrl == null
        || redirectUri == null
        || clientId == null
        || cookieHashKey == null) {
      throw new InvalidSettingsException(problems);
    }
    return new Settings(
        issuerUrl,
        redirectUri,
        clientId,
        source.apply("oidc-issuer-client-secret").map(Secret::of),
        source.apply("oidc-kubelogin-client-id"),
        cookieHashKey,
        issuerCaFile,
        gates,
        shareKubeconfig,
        encryptionKeys,
        addressPolicy,
        reconcileInterval);
  }

  private @Nullable String required(String key, String what) {
    var value = source.apply(key);
    if (value.isEmpty()) {
      problems.add("Set %s (environment variable %s): %s.".formatted(key, variable(key), what));
    }
    return value.orElse(null);
  }

  private @Nullable URI url(String key, String example) {
    var text = required(key, "an address such as " + example);
    if (text == null) {
      return null;
    }
    try {
      var url = new URI(text);
      if (url.getHost() == null
          || url.getRawQuery() != null
          || url.getRawFragment() != null
          || url.getRawUserInfo() != null) {
        problems.add(
            "%s must be an address without user, query and fragment, such as %s; it is \"%s\"."
                .formatted(key, example, text));
        return null;
      }
      if (!"https".equals(url.getScheme())
          && !("http".equals(url.getScheme()) && LOOPBACK_HOSTS.contains(url.getHost()))) {
        problems.add(
            "%s must begin with https:// (http:// only for localhost); it is \"%s\"."
                .formatted(key, text));
        return null;
      }
      return url;
    } catch (URISyntaxException e) {
      problems.add("%s must be an address such as %s; it is \"%s\".".formatted(key, example, text));
      return null;
    }
  }

  private @Nullable URI redirectUri() {
    var example = "https://share.example.com" + Settings.KUBECONFIG_PATH;
    var url = url("oidc-issuer-redirect-uri", example);
    if (url != null && !url.getRawPath().equals(Settings.KUBECONFIG_PATH)) {
      problems.add(
          "oidc-issuer-redirect-uri must be this installation's own address followed by %s, such as %s; it is \"%s\"."
              .formatted(Settings.KUBECONFIG_PATH, example, url));
      return null;
    }
    return url;
  }

  private @Nullable SigningKey cookieHashKey() {
    var key = "oidc-issuer-cookie-hash-key";
    var text =
        required(key, "32 random bytes as hex, made for example with `openssl rand -hex 32`");
    if (text == null) {
      return null;
    }
    var parsed = SigningKey.parse(text);
    if (parsed.isEmpty()) {
      problems.add(
          "%s must be 32 or 64 bytes, also as hex of these; make one with `openssl rand -hex 32`."
              .formatted(key));
    }
    return parsed.orElse(null);
  }

  private Optional<Path> issuerCaFile() {
    var file = source.apply("oidc-ca-file").map(Path::of);
    file.filter(path -> !Files.isReadable(path) || Files.isDirectory(path))
        .ifPresent(
            path ->
                problems.add(
                    "oidc-ca-file must name a readable file with the provider's CA certificates as PEM; \"%s\" is not one."
                        .formatted(path)));
    return file;
  }

  private Set<FeatureGate> featureGates() {
    var gates = EnumSet.noneOf(FeatureGate.class);
    for (var entry : list("feature-gates")) {
      int equals = entry.indexOf('=');
      var name = equals < 0 ? entry : entry.substring(0, equals);
      var value = equals < 0 ? "" : entry.substring(equals + 1);
      var gate = FeatureGate.of(name);
      if (gate.isEmpty()) {
        problems.add(
            "feature-gates names \"%s\", which is not a gate; the gates are %s."
                .formatted(name, keys(FeatureGate.values(), FeatureGate::key)));
      } else if (value.equals("true")) {
        gates.add(gate.get());
      } else if (!value.equals("false")) {
        problems.add(
            "feature-gates must say %s=true or %s=false; it says \"%s\"."
                .formatted(name, name, entry));
      }
    }
    return Set.copyOf(gates);
  }

  private boolean flag(String key) {
    var value = source.apply(key).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      problems.add("%s must be true or false; it is \"%s\".".formatted(key, value));
    }
    return value.equals("true");
  }

  private List<EncryptionKey> encryptionKeys() {
    var key = "encryption-keys";
    var example = "\"2026:$(openssl rand -base64 32)\"";
    required(key, "a name, a colon and 32 random bytes as base64, such as " + example);
    var keys = new ArrayList<EncryptionKey>();
    int position = 0;
    for (var entry : list(key)) {
      position++;
      var parsed = EncryptionKey.parse(entry);
      if (parsed.isEmpty()) {
        problems.add(
            "encryption-keys must be a list of name:base64 of 32 bytes, such as %s; entry %d is not."
                .formatted(example, position));
      } else if (keys.stream().anyMatch(known -> known.id().equals(parsed.get().id()))) {
        problems.add("encryption-keys names \"%s\" twice.".formatted(parsed.get().id()));
      } else {
        keys.add(parsed.get());
      }
    }
    return List.copyOf(keys);
  }

  private Set<NetworkRange> clusterAddressPolicy() {
    var entries = list("cluster-address-policy");
    if (entries.isEmpty()) {
      return Set.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE);
    }
    var ranges = EnumSet.noneOf(NetworkRange.class);
    for (var entry : entries) {
      NetworkRange.of(entry)
          .ifPresentOrElse(
              ranges::add,
              () ->
                  problems.add(
                      "cluster-address-policy must be a list of %s; it names \"%s\"."
                          .formatted(keys(NetworkRange.values(), NetworkRange::key), entry)));
    }
    return Set.copyOf(ranges);
  }

  private Duration duration(String key, Duration otherwise) {
    var text = source.apply(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    var matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      problems.add(
          "%s must be a time such as 60s, 5m or 1h; it is \"%s\".".formatted(key, text.get()));
      return otherwise;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  private Set<String> list(String key) {
    return source
        .apply(key)
        .map(text -> text.split(",", -1))
        .map(
            parts ->
                Arrays.stream(parts)
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.<String, Set<String>>toCollection(LinkedHashSet::new)))
        .orElseGet(Set::of);
  }

  private static <T> String keys(T[] values, Function<T, String> key) {
    return Arrays.stream(values).map(key).collect(Collectors.joining(", "));
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
