package org.clustershare.story.driver.browser;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A provider's answer to an authorization request, as the address that it makes the browser open
 * (RFC 6749, section 4.1.2, and RFC 9207).
 *
 * @param parameters encoded, by name
 * @param rest further parameters as they stand
 */
public record ProviderAnswer(
    String base, String path, Map<String, String> parameters, String rest) {

  /** The same answer at another path of the product. */
  public ProviderAnswer at(String otherPath) {
    return new ProviderAnswer(base, otherPath, parameters, rest);
  }

  /** The same with another value of a parameter. */
  public ProviderAnswer with(String name, String value) {
    return withEncoded(name, URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /** The same with a value that stands in the address as it is. */
  public ProviderAnswer withEncoded(String name, String value) {
    var changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return new ProviderAnswer(base, path, changed, rest);
  }

  public ProviderAnswer without(String name) {
    var changed = new LinkedHashMap<>(parameters);
    changed.remove(name);
    return new ProviderAnswer(base, path, changed, rest);
  }

  /** The same with further parameters, also with some that are there already. */
  public ProviderAnswer and(String further) {
    return new ProviderAnswer(base, path, parameters, rest + "&" + further);
  }

  public URI address() {
    return URI.create(
        base
            + path
            + parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&", "?", rest)));
  }
}
