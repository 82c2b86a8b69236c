package org.clustershare.rbac.boundary;

/** What people fill in to bind somebody. */
public class BindingForm {
  private String where = BindingsPage.EVERYWHERE;
  private String role = "";
  private String kind = "User";
  private String name = "";
  private String accountNamespace = "";

  /** A namespace, or {@link BindingsPage#EVERYWHERE}. */
  public String getWhere() {
    return where;
  }

  public void setWhere(String where) {
    this.where = where;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  /** {@code User}, {@code Group} or {@code ServiceAccount}. */
  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /** A service account's namespace. */
  public String getAccountNamespace() {
    return accountNamespace;
  }

  public void setAccountNamespace(String accountNamespace) {
    this.accountNamespace = accountNamespace;
  }
}
