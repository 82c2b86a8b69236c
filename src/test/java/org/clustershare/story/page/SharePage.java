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

  /** Goes to the provider. */
  public SignInPage signIn() {
    follow("Sign in to continue");
    return new SignInPage(browserPage());
  }

  /** Chooses a kubeconfig for the plugin kubelogin, and signs in at the provider. */
  public DownloadPage signInForPluginAs(String email) {
    follow("Use kubelogin instead");
    new SignInPage(browserPage()).as(email);
    return new DownloadPage(browserPage());
  }

  /** Signs in at the provider and comes to the download. */
  public DownloadPage signInAs(String email) {
    signIn().as(email);
    return new DownloadPage(browserPage());
  }
}
