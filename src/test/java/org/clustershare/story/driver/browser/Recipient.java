package org.clustershare.story.driver.browser;

import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;

/**
 * A person who opens the link of a share in a browser of their own, signs in at the provider and
 * downloads a kubeconfig. Verbs without {@code tries} fail the test unless they end as a recipient
 * expects.
 */
public record Recipient(Visitor browser) {
  /** The button for a kubeconfig with tokens. */
  public static final String WITH_TOKENS = "Sign in to continue";

  /** The button for a kubeconfig that runs kubelogin. */
  public static final String WITH_KUBELOGIN = "Use kubelogin instead";

  /** Opens an address, with redirects and the provider's form, and ends at a page. */
  public Page opens(URI address) {
    return browser.open(address);
  }

  /** Opens an address and follows no redirect. */
  public Page requests(URI address) {
    return browser.get(address);
  }

  /** Opens the link and signs in for a kubeconfig with tokens; gives the download page. */
  public Page signsIn(URI link) {
    return signsIn(link, WITH_TOKENS);
  }

  /** Opens the link and presses a button; gives the download page. */
  public Page signsIn(URI link, String button) {
    var page = opens(opens(link).link(button));
    assertThat(page).hasStatus(200);
    return page;
  }

  public Page triesToSignIn(URI link) {
    return opens(opens(link).link(WITH_TOKENS));
  }

  /** Opens the link and presses a button, but does not go to the provider yet. */
  public Page beginsSignIn(URI link, String button) {
    return requests(opens(link).link(button));
  }

  public Page beginsSignIn(URI link) {
    return beginsSignIn(link, WITH_TOKENS);
  }

  /** Goes to the provider, to which the product has sent the browser, and signs in there. */
  public Page continuesToProvider(Page start) {
    return opens(URI.create(start.location()));
  }

  /** The kubeconfig behind a download page. */
  public Page downloads(Page downloadPage) {
    var file = triesToDownload(downloadPage);
    assertThat(file).hasStatus(200);
    return file;
  }

  public Page triesToDownload(Page downloadPage) {
    return requests(downloadPage.link("Download kubeconfig"));
  }

  /** Presses the button on a page that refused a sign-in; gives the download page. */
  public Page startsAgain(Page refused) {
    return opens(refused.link("Start again"));
  }
}
