package org.clustershare.bindings.prefix;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row with a cluster's username prefixes. */
@Entity
@Table(name = "cluster_identity")
public class StoredPrefixes {
  @Id
  @Column(name = "cluster_id")
  private String clusterId;

  @Column(name = "username_prefix")
  private String usernamePrefix;

  @Column(name = "groups_prefix")
  private String groupsPrefix;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected StoredPrefixes() {}

  public StoredPrefixes(String clusterId, String usernamePrefix, String groupsPrefix) {
    this.clusterId = clusterId;
    this.usernamePrefix = usernamePrefix;
    this.groupsPrefix = groupsPrefix;
  }

  public String usernamePrefix() {
    return usernamePrefix;
  }

  public String groupsPrefix() {
    return groupsPrefix;
  }
}
