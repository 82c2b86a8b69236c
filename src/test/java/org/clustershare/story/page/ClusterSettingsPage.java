package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A cluster's name, address, credentials, next certificate, client and removal. */
public final class ClusterSettingsPage extends ProductPage {
  public ClusterSettingsPage(Page page) {
    super(page);
  }

  public Locator name() {
    return field("Name");
  }

  public Locator owner() {
    return field("Owner");
  }

  public Locator externalAddress() {
    return field("External address");
  }

  public void save() {
    press("Save");
  }

  public void replaceCredentials(String kubeconfig) {
    field("Kubeconfig (paste)").fill(kubeconfig);
    press("Replace credentials");
  }

  /** Types the cluster's name and removes the cluster. */
  public void removeConfirming(String name) {
    confirmation(name).fill(name);
    remove();
  }

  /** The field for the name of the cluster that is being removed. */
  public Locator confirmation(String name) {
    return fieldFor("To confirm, type “{0}”", name);
  }

  public void remove() {
    press("Remove cluster");
  }

  /** The section about the next client certificate. */
  public Locator renewal() {
    return browserPage().locator("#renewal");
  }

  public Locator requestName() {
    return browserPage().locator("#renewal-name");
  }

  /** The SHA-256 of the request's public key. */
  public Locator requestFingerprint() {
    return browserPage().locator("#renewal-fingerprint");
  }

  /** What the cluster's administrator runs: {@code show}, {@code checked} or {@code approve}. */
  public Locator command(String name) {
    return browserPage().locator("#%s-command".formatted(name));
  }

  public void sendRequest() {
    press("Send the request now");
  }

  public void checkRequest() {
    press("Check now");
  }
}
