package org.clustershare.console;

/**
 * A finished action, confirmed with the text {@code done.<name>} of {@code messages.properties}.
 */
public enum Confirmation {
  BOUND,
  UNBOUND,
  SHARE_REVOKED,
  MEMBER_ADDED,
  MEMBER_CHANGED,
  MEMBER_REMOVED,
  ACCOUNT_ACCEPTED,
  ACCOUNT_REFUSED,
  PROJECT_RENAMED,
  PROJECT_DELETED,
  SETTINGS_SAVED,
  CREDENTIALS_REPLACED,
  CLUSTER_REMOVED
}
