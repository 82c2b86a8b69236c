package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.Cluster.Verification;
import org.clustershare.cluster.model.StoredAccess;
import org.jspecify.annotations.Nullable;

/** The row of a {@link Cluster}; named as the cluster is in JPQL. */
@Entity(name = "Cluster")
@Table(name = "cluster")
public class ClusterRow {
  @Id private String id;

  @Column(name = "project_id")
  private String projectId;

  private String name;

  private String server;

  @Column(name = "external_server")
  private @Nullable String externalServer;

  @Column(name = "ca_pem")
  private @Nullable String caPem;

  @Column(name = "owner_email")
  private String ownerEmail;

  @Column(name = "sealed_credentials")
  private String sealedCredentials;

  @Column(name = "sealed_with")
  private @Nullable String sealedWith;

  @Column(name = "credentials_expire_at")
  private @Nullable Instant credentialsExpireAt;

  @Column(name = "cluster_uid")
  private @Nullable String uid;

  @Column(name = "verified_at")
  private @Nullable Instant verifiedAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Embedded private @Nullable ClientColumns client;

  @Embedded private @Nullable RenewalColumns renewal;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClusterRow() {}

  /** The row of a new cluster. */
  @SuppressWarnings("NullAway.Init")
  public ClusterRow(Cluster cluster) {
    id = cluster.id();
    projectId = cluster.projectId();
    createdAt = cluster.createdAt();
    set(cluster);
  }

  /** The cluster as the row has it now. */
  public Cluster value() {
    return new Cluster(
        new Registration(
            id,
            projectId,
            name,
            ownerEmail,
            Optional.ofNullable(externalServer).map(URI::create),
            createdAt),
        new StoredAccess(
            URI.create(server),
            Optional.ofNullable(caPem),
            sealedCredentials,
            Optional.ofNullable(sealedWith),
            Optional.ofNullable(credentialsExpireAt)),
        Optional.ofNullable(client).map(ClientColumns::value),
        Optional.ofNullable(renewal).map(RenewalColumns::value),
        new Verification(Optional.ofNullable(uid), Optional.ofNullable(verifiedAt)),
        version);
  }

  /** Takes over a changed cluster, without its id, project, time of creation and version. */
  public final void set(Cluster cluster) {
    name = cluster.name();
    ownerEmail = cluster.ownerEmail();
    externalServer = cluster.externalServer().map(URI::toString).orElse(null);
    server = cluster.server().toString();
    caPem = cluster.caPem().orElse(null);
    sealedCredentials = cluster.sealedCredentials();
    sealedWith = cluster.sealedWith().orElse(null);
    credentialsExpireAt = cluster.credentialsExpireAt().orElse(null);
    uid = cluster.uid().orElse(null);
    verifiedAt = cluster.verifiedAt().orElse(null);
    // Replaced only if they differ: a row without a change keeps its version.
    if (!cluster.client().equals(Optional.ofNullable(client).map(ClientColumns::value))) {
      client = cluster.client().map(ClientColumns::new).orElse(null);
    }
    if (!cluster.renewal().equals(Optional.ofNullable(renewal).map(RenewalColumns::value))) {
      renewal = cluster.renewal().map(RenewalColumns::new).orElse(null);
    }
  }
}
