package org.clustershare.identity.control;

import jakarta.enterprise.context.RequestScoped;

/**
 * The network address from which this request comes: that of the connection. What {@code
 * X-Forwarded-For} says counts for nothing, because every client can send it.
 */
@RequestScoped
public class ClientAddress {
  private String address = "";

  /** Called by the filter that sees every request first. */
  public void comesFrom(String given) {
    this.address = given;
  }

  /** As text; empty outside of a request over the network. */
  public String text() {
    return address;
  }
}
