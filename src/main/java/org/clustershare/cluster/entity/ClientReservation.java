package org.clustershare.cluster.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Stands for a client of an issuer; locked by whoever names that client as a cluster's own. */
@Entity
@Table(name = "client_claim")
public class ClientReservation {
  @Id private String id;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClientReservation() {}

  /**
   * One for a client.
   *
   * @param id SHA-256, hex, of the issuer and the client's id
   */
  public ClientReservation(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
