package org.clustershare.console;

/** What a person did on a page; its text is {@code done.<name>} in {@code messages.properties}. */
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
