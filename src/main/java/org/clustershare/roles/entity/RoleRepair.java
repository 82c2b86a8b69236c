package org.clustershare.roles.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of one executed plan of a cluster. */
@Entity
@Table(name = "role_repair")
public class RoleRepair {
  @Id private String id;

  @Column(name = "cluster_id")
  private String clusterId;

  @Column(name = "made_at")
  private Instant madeAt;

  @Column(name = "made_by")
  private String madeBy;

  @Column(name = "step_count")
  private int stepCount;

  private String steps;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected RoleRepair() {}

  public RoleRepair(
      String id, String clusterId, Instant madeAt, String madeBy, int stepCount, String steps) {
    this.id = id;
    this.clusterId = clusterId;
    this.madeAt = madeAt;
    this.madeBy = madeBy;
    this.stepCount = stepCount;
    this.steps = steps;
  }

  public Instant madeAt() {
    return madeAt;
  }

  /** The email of the person who asked for it; empty for the timer. */
  public String madeBy() {
    return madeBy;
  }

  /** The number of steps that were executed; fewer may be kept. */
  public int stepCount() {
    return stepCount;
  }

  /** The steps as JSON. */
  public String steps() {
    return steps;
  }
}
