package org.clustershare.story.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;

/** A console session at a product whose provider is {@link HostileProvider}. */
public final class ConsoleCookie {
  private ConsoleCookie() {}

  /** Signs in whomever the provider names now; gives the cookie as {@code name=value}. */
  public static String of(HostileProviderStack hostileProviderStack, Visitor browser) {
    var begun = browser.get(hostileProviderStack.at("/console/projects"));
    var location = begun.headers().firstValue("Location").orElseThrow();
    var request = HostileProvider.single(URI.create(location).getRawQuery());
    var ended =
        browser.get(
            hostileProviderStack.at(
                "/callback?code=%s&state=%s&iss=%s"
                    .formatted(
                        hostileProviderStack.provider.code(request),
                        HostileProviderStack.encoded(HostileProviderStack.state(request)),
                        HostileProviderStack.encoded(
                            hostileProviderStack.provider.url().toString()))));
    assertThat(ended.status()).as(ended.body()).isBetween(300, 399);
    return ended.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("session="))
        .map(cookie -> cookie.split(";", -1)[0])
        .reduce((first, last) -> last)
        .orElseThrow();
  }
}
