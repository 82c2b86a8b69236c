package org.clustershare.roles.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row with the state of one cluster's reconciliation. The same row has the cluster's lease,
 * which is not mapped: native statements change it.
 */
@Entity
@Table(name = "cluster_reconcile")
public class ClusterReconcile {
  @Id
  @Column(name = "cluster_id")
  private String clusterId;

  private @Nullable String mode;

  @Column(name = "bound_owner")
  private @Nullable String boundOwner;

  @Column(name = "bound_role")
  private @Nullable String boundRole;

  @Column(name = "bound_username")
  private @Nullable String boundUsername;

  private @Nullable String conditions;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClusterReconcile() {}

  public ClusterReconcile(String clusterId) {
    this.clusterId = clusterId;
  }

  /** APPLY or REPORT; empty for the mode of the installation. */
  public Optional<String> mode() {
    return Optional.ofNullable(mode);
  }

  public void mode(Optional<String> mode) {
    this.mode = mode.orElse(null);
  }

  /** The email of the owner that was bound, once; a binding that is removed later stays removed. */
  public Optional<String> boundOwner() {
    return Optional.ofNullable(boundOwner);
  }

  /** The ClusterRole of the owner's binding. */
  public Optional<String> boundRole() {
    return Optional.ofNullable(boundRole);
  }

  /** The subject of the owner's binding, with the username prefix of that time. */
  public Optional<String> boundUsername() {
    return Optional.ofNullable(boundUsername);
  }

  public void boundOwner(String email, String role, String username) {
    this.boundOwner = email;
    this.boundRole = role;
    this.boundUsername = username;
  }

  /** Stores an owner as bound without a binding, because their access was ended. */
  public void excludeOwner(String email) {
    if (!email.equals(boundOwner)) {
      this.boundOwner = email;
      this.boundRole = null;
      this.boundUsername = null;
    }
  }

  public void clearBoundOwner() {
    this.boundOwner = null;
    this.boundRole = null;
    this.boundUsername = null;
  }

  /** The conditions as JSON. */
  public Optional<String> conditions() {
    return Optional.ofNullable(conditions);
  }

  public void conditions(String json) {
    this.conditions = json;
  }
}
