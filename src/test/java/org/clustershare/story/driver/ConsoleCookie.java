package org.clustershare.story.driver;

import org.clustershare.story.driver.browser.BrowserActor;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;

/** A console session at a product whose provider is {@link HostileProvider}. */
public final class ConsoleCookie {
  private ConsoleCookie() {}

  /** Signs in whomever the provider names now; gives the cookie as {@code name=value}. */
  public static String of(HostileProviderStack hostileProviderStack, Visitor browser) {
    return new BrowserActor(
            browser,
            hostileProviderStack.provider,
            hostileProviderStack.product.base(),
            hostileProviderStack.token)
        .signsInToTheConsole();
  }
}
