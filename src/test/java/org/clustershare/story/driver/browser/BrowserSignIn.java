package org.clustershare.story.driver.browser;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;

/**
 * A sign-in between the product, which has sent the browser to the provider, and the provider's
 * answer.
 *
 * @param browser the browser that has begun it
 * @param start the response that sent the browser to the provider
 * @param request the parameters of the authorization request (RFC 6749, section 4.1.1)
 */
public record BrowserSignIn(BrowserActor browser, Page start, Map<String, String> request) {
  private static final String REDIRECT_PATH = "/api/v1/kubeconfig";

  /** A sign-in whose authorization request is at this address. */
  static BrowserSignIn at(BrowserActor browser, Page start, String address) {
    return new BrowserSignIn(
        browser, start, HostileProvider.single(URI.create(address).getRawQuery()));
  }

  public String state() {
    return request.getOrDefault("state", "");
  }

  /** The same after an attacker has changed a parameter on the way to the provider. */
  public BrowserSignIn with(String name, String value) {
    var changed = new HashMap<>(request);
    changed.put(name, value);
    return new BrowserSignIn(browser, start, changed);
  }

  /** The same after an attacker has removed a parameter on the way to the provider. */
  public BrowserSignIn without(String name) {
    var changed = new HashMap<>(request);
    changed.remove(name);
    return new BrowserSignIn(browser, start, changed);
  }

  /** A new code for this request. */
  public String code() {
    return browser.provider().code(request);
  }

  /** The provider's answer, with a new code. */
  public ProviderAnswer answer() {
    return new ProviderAnswer(browser.base(), REDIRECT_PATH, new LinkedHashMap<>(), "")
        .with("code", code())
        .with("state", state())
        .with("iss", browser.provider().url().toString());
  }
}
