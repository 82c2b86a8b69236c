package org.clustershare.offboarding.boundary;

import jakarta.json.JsonObject;
import org.clustershare.offboarding.control.EndedAccess;
import org.clustershare.rbac.boundary.AccessJson;
import org.clustershare.rbac.control.PersonBinding.Who;
import org.clustershare.rbac.control.Subject;

/** What was ended, as the API writes it. */
final class EndedAccessJson {
  private EndedAccessJson() {}

  static JsonObject of(Who who, EndedAccess ended) {
    return AccessJson.report(ended.access())
        .add("subject", who.subject().name())
        .add("kind", who.subject() instanceof Subject.Group ? "group" : "user")
        .add("revokedShares", ended.revokedShares())
        .add("givenClusters", AccessJson.clusters(ended.given()))
        .add("ownedClusters", AccessJson.clusters(ended.owned()))
        .build();
  }
}
