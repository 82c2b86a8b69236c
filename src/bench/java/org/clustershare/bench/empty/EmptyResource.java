package org.clustershare.bench.empty;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What a call costs that does nothing. */
@Path("/nothing")
public class EmptyResource {
  @GET
  public String nothing() {
    return "";
  }
}
