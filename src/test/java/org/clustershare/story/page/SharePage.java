package org.clustershare.story.page;

import com.microsoft.playwright.Page;

/** What a share's link shows to its recipient. */
public final class SharePage extends ProductPage {
  private SharePage(Page page) {
    super(page);
  }

  /** Opens a link as its recipient. */
  public static SharePage open(Page page, String link) {
    page.navigate(link);
    return new SharePage(page);
  }

  /** Chooses a kubeconfig for the plugin kubelogin, and signs in at the provider. */
  public DownloadPage signInForPluginAs(String email) {
    follow("Use kubelogin instead");
    return downloadAs(email);
  }

  /** Signs in at the provider and comes to the download. */
  public DownloadPage signInAs(String email) {
    follow("Sign in to continue");
    return downloadAs(email);
  }

  private DownloadPage downloadAs(String email) {
    new SignInPage(browserPage()).as(email);
    browserPage().waitForURL("**/download/**");
    return new DownloadPage(browserPage());
  }
}
