package org.clustershare.roles.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of looking after one cluster's roles. Which instance does so stands in the same row
 * and is not mapped: claims are statements of their own.
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

  /** APPLY or REPORT; empty where the installation's mode counts. */
  public Optional<String> mode() {
    return Optional.ofNullable(mode);
  }

  public void mode(Optional<String> mode) {
    this.mode = mode.orElse(null);
  }

  /** The owner whom we bound, once; a binding removed later stays removed. */
  public Optional<String> boundOwner() {
    return Optional.ofNullable(boundOwner);
  }

  /** The ClusterRole that the owner was bound to. */
  public Optional<String> boundRole() {
    return Optional.ofNullable(boundRole);
  }

  /** The name that the cluster knew the bound owner by when the binding was made. */
  public Optional<String> boundUsername() {
    return Optional.ofNullable(boundUsername);
  }

  public void boundOwner(String email, String role, String username) {
    this.boundOwner = email;
    this.boundRole = role;
    this.boundUsername = username;
  }

  /** Counts as bound, although no binding was made: the owner's access was ended. */
  public void ownerNotToBind(String email) {
    if (!email.equals(boundOwner)) {
      this.boundOwner = email;
      this.boundRole = null;
      this.boundUsername = null;
    }
  }

  public void ownerUnbound() {
    this.boundOwner = null;
    this.boundRole = null;
    this.boundUsername = null;
  }

  /** JSON. */
  public Optional<String> conditions() {
    return Optional.ofNullable(conditions);
  }

  public void conditions(String json) {
    this.conditions = json;
  }
}
