package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Kubernetes API server that somebody added with a kubeconfig. */
@Entity
@Table(name = "cluster")
public class Cluster {
  @Id private String id;

  @Column(name = "project_id")
  private String projectId;

  private String name;

  private String server;

  @Column(name = "ca_pem")
  private @Nullable String caPem;

  @Column(name = "owner_email")
  private String ownerEmail;

  @Column(name = "sealed_credentials")
  private String sealedCredentials;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "owner_bound_at")
  private @Nullable Instant ownerBoundAt;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Cluster() {}

  public Cluster(
      String id,
      String projectId,
      String name,
      URI server,
      Optional<String> caPem,
      String ownerEmail,
      String sealedCredentials,
      Instant createdAt) {
    this.id = id;
    this.projectId = projectId;
    this.name = name;
    this.server = server.toString();
    this.caPem = caPem.orElse(null);
    this.ownerEmail = ownerEmail;
    this.sealedCredentials = sealedCredentials;
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  public String projectId() {
    return projectId;
  }

  public String name() {
    return name;
  }

  /** Where people and we reach the API server. */
  public URI server() {
    return URI.create(server);
  }

  /** The CA of the API server's certificate; empty when a public one signed it. */
  public Optional<String> caPem() {
    return Optional.ofNullable(caPem);
  }

  /** Whoever added the cluster. */
  public String ownerEmail() {
    return ownerEmail;
  }

  /** The credentials as compact JWE. */
  public String sealedCredentials() {
    return sealedCredentials;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Whether the owner was bound once; a binding removed later stays removed. */
  public boolean ownerBound() {
    return ownerBoundAt != null;
  }

  public void ownerBoundAt(Instant when) {
    this.ownerBoundAt = when;
  }
}
