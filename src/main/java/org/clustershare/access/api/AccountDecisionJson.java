package org.clustershare.access.api;

import java.util.List;
import org.clustershare.access.api.AccountChangeJson.ProjectNameJson;
import org.clustershare.access.offboarding.AccountDecisions.AcceptanceResult;

/**
 * The result of a decision on another account.
 *
 * @param accepted false as long as some of the old account's access could not be ended
 * @param lastOwnerOf the projects whose last owner the address is
 * @param accessLeftIn the projects in which access could not be ended
 */
public record AccountDecisionJson(
    boolean accepted, List<ProjectNameJson> lastOwnerOf, List<ProjectNameJson> accessLeftIn) {
  static AccountDecisionJson of(AcceptanceResult acceptanceResult) {
    return new AccountDecisionJson(
        acceptanceResult.accepted(),
        ProjectNameJson.of(acceptanceResult.kept()),
        ProjectNameJson.of(acceptanceResult.open()));
  }
}
