package org.clustershare.story.driver.browser;

import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import org.clustershare.story.driver.Forms;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;

/**
 * A person in a browser at a product whose provider is a {@link HostileProvider}. The browser stops
 * at each redirect, where an attacker can change what it carries.
 *
 * @param shareToken the secret in the link of a share
 */
public record BrowserActor(
    Visitor visitor, HostileProvider provider, String base, String shareToken) {

  /** Opens a path of the product. */
  public Page opens(String path) {
    return opens(URI.create(base + path));
  }

  public Page opens(URI address) {
    return visitor.get(address);
  }

  /** Opens a path of the product with one more header. */
  public Page opens(String path, String header, String value) {
    return visitor.get(URI.create(base + path), header, value);
  }

  public Page opens(ProviderAnswer answer) {
    return opens(answer.address());
  }

  public Page opens(ProviderAnswer answer, String header, String value) {
    return visitor.get(answer.address(), header, value);
  }

  /** Opens an answer and follows its redirects to a page. */
  public Page follows(ProviderAnswer answer) {
    return visitor.open(answer.address());
  }

  /** Sends a form to a path of the product; headers are name, value, name, value. */
  public Page sends(String path, String form, String... headers) {
    return visitor.post(URI.create(base + path), form, headers);
  }

  /** Chooses the kind with tokens on the page of the share. */
  public BrowserSignIn beginsShareSignIn() {
    var start = opens("/api/v1/kubeconfig?style=auth-provider&share=" + shareToken);
    assertThat(start).hasStatus(303).leadsTo(provider.url() + "/auth?");
    return BrowserSignIn.at(this, start, start.location());
  }

  /** Opens a page of the console without a session. */
  public BrowserSignIn beginsConsoleSignIn(String path) {
    var start = opens(path);
    assertThat(start).isRedirect();
    return BrowserSignIn.at(this, start, start.location());
  }

  /** Presses the button of a trust page; needs a console session. */
  public BrowserSignIn beginsTrustCheck(String trustPage) {
    var form = Forms.of(opens(trustPage), "trust").pressing("trust:check");
    var start = sends(trustPage, form);
    var refresh = start.headers().firstValue("Refresh").orElseThrow();
    return BrowserSignIn.at(
        this, start, refresh.substring(refresh.indexOf("url=") + "url=".length()));
  }

  /** Signs in to the console; gives the session's cookie as {@code name=value}. */
  public String signsInToTheConsole() {
    var end = opens(beginsConsoleSignIn("/console/projects").answer().at("/callback"));
    assertThat(end).isRedirect();
    return end.cookie("session");
  }
}
