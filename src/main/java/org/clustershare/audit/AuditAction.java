package org.clustershare.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Action that the trail records. The names are stable: exports, webhooks and filters use {@link
 * #key}, such as {@code share.create}. {@code docs/activity.md} lists them.
 */
public enum AuditAction {
  PROJECT_CREATE("A person creates a project."),
  PROJECT_RENAME("A person renames a project."),
  PROJECT_DELETE("A person deletes a project."),

  MEMBER_ADD("A person adds a member to a project."),
  MEMBER_CHANGE("A person gives a member another role."),
  MEMBER_REMOVE("A person removes a member from a project."),

  PERMISSION_REFUSE("A person tries a change that they may not make, or in an unknown project."),

  CLUSTER_ADD("A person adds a cluster."),
  CLUSTER_CHECK("A person checks a cluster or a kubeconfig."),
  CLUSTER_CHANGE("A person changes a cluster's name, owner, address, client or credentials."),
  CLUSTER_REMOVE("A person removes a cluster; its shares end."),
  CLUSTER_CLEANUP("Cluster Share deletes its objects in a removed cluster."),
  CLUSTER_RESEAL("Cluster Share encrypts a cluster's secrets with the newest key."),

  CERTIFICATE_REQUEST("A client certificate for a cluster is requested."),
  CERTIFICATE_STATE("A certificate request is sent, denied, failed, unfit or given up."),
  CERTIFICATE_INSTALL("A new client certificate replaces the one in use."),
  CERTIFICATE_CHECK("A person checks the state of a certificate request."),

  PREFIXES_SET("A person sets a cluster's username prefixes."),
  PREFIXES_ADOPT("Cluster Share adopts the username prefixes that a trust check observed."),
  TRUST_CHECK("A cluster's trust in the provider is checked."),
  TRUST_TARGET("Address and CA of a new cluster become those to which people's tokens may go."),

  BINDING_ADD("A person binds a subject to a role in a cluster."),
  BINDING_REMOVE("A person removes a subject from a role in a cluster."),
  ACCESS_END("The bindings of a person or group in a cluster are removed."),
  OWNER_EXCLUDE("A cluster's owner is not bound to the owner's role any more."),

  ROLES_REPAIR("Cluster Share reconciles a cluster's default roles and its owner's binding."),
  ROLES_MODE("A person chooses whether a cluster's drift is repaired or reported."),
  ROLES_OWNER("Cluster Share notes which owner it has bound in a cluster."),

  SHARE_CREATE("A person shares a cluster."),
  SHARE_REVOKE("A share is revoked by a person, or because the cluster leads elsewhere."),
  SHARE_OPEN("A visitor opens a share's link."),
  SHARE_SIGN_IN("A recipient signs in for a share, and gets a kubeconfig."),
  SHARE_DOWNLOAD("A recipient downloads the kubeconfig of a share."),
  SHARE_REFUSE("A link, a recipient's sign-in or a download is refused."),
  KUBECONFIG_DOWNLOAD("A member downloads a cluster's kubeconfig, which holds no token."),

  SESSION_BEGIN("A person signs in to the console."),
  SESSION_REFUSE("A sign-in to the console is refused."),
  SESSION_END("A person signs out of the console."),
  PERSON_ADD("A person signs in for the first time."),
  PERSON_CHANGE("The provider describes a person otherwise than before."),
  ACCOUNT_CLAIM("Another account presents a known email address."),
  ACCOUNT_CHANGE("Another account gets a known email address."),
  ACCOUNT_REFUSE("An admin refuses the other account."),

  AUDIT_EXPORT("A person or the command exports the trail."),
  AUDIT_PRUNE("Cluster Share deletes records that are older than audit-retention.");

  private final String description;

  AuditAction(String description) {
    this.description = description;
  }

  /** The stable name, such as {@code share.sign-in}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
  }

  /** The kind of object that the action concerns: the name's part before the dot. */
  public String objectKind() {
    return key().substring(0, key().indexOf('.'));
  }

  /** When the action is recorded, in English, for the documentation. */
  public String description() {
    return description;
  }

  /** The action with a key. */
  public static Optional<AuditAction> of(String key) {
    return Arrays.stream(values()).filter(action -> action.key().equals(key)).findFirst();
  }
}
