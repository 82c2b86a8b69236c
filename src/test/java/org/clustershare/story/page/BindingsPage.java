package org.clustershare.story.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Bindings of people, groups and service accounts, in the whole cluster and in namespaces. */
public final class BindingsPage extends ProductPage {
  public BindingsPage(Page page) {
    super(page);
  }

  /** Chooses a namespace and one of the roles. */
  public BindingsPage choose(String namespace, String role) {
    field("Where").selectOption(namespace);
    role().selectOption(role);
    return this;
  }

  /** Chooses a kind of subject as Kubernetes calls it, and types a name. */
  public BindingsPage subject(String kind, String name) {
    field("Kind").selectOption(kind);
    name().fill(name);
    return this;
  }

  public Locator role() {
    return field("Role");
  }

  public Locator name() {
    return field("Email or name");
  }

  public Locator accountNamespace() {
    return field("Namespace (of a service account)");
  }

  public void add() {
    press("Add");
  }

  /** The button of the row with a subject. */
  public Locator removeButton(String subject) {
    return tableRow(subject).getByRole(AriaRole.BUTTON);
  }

  /** Makes the form send a kind of subject that it does not offer. */
  public void forgeKind(String kind) {
    browserPage()
        .locator("[id='bind:kind']")
        .evaluate("(select, kind) => select.options[0].value = kind", kind);
  }
}
