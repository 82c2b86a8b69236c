package org.clustershare.cluster.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row that is locked while a client of an issuer becomes a cluster's own. */
@Entity
@Table(name = "client_claim")
public class ClientReservation {
  @Id private String id;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClientReservation() {}

  /**
   * The reservation of a client.
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
