package org.clustershare.access.api;

import jakarta.json.JsonObject;
import org.clustershare.access.offboarding.EndedAccess;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.bindings.subject.Subject;

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
