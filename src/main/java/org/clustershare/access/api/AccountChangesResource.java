package org.clustershare.access.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.clustershare.access.offboarding.AccountDecisions;
import org.clustershare.access.offboarding.AccountDecisions.AcceptanceResult;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Permissions;

/**
 * {@code /api/v2/people/changes}: email addresses that another account at the provider presented.
 * Only admins may call it. At most 200 are listed.
 */
@Path("/v2/people/changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountChangesResource {
  private final CurrentPerson current;
  private final Permissions permissions;
  private final AccountDecisions decisions;

  @Inject
  public AccountChangesResource(
      CurrentPerson current, Permissions permissions, AccountDecisions decisions) {
    this.current = current;
    this.permissions = permissions;
    this.decisions = decisions;
  }

  @GET
  public List<AccountChangeJson> list() {
    return decisions.all(current.require()).stream().map(AccountChangeJson::of).toList();
  }

  /** Accepts or refuses the other account. */
  @POST
  @Path("/{id}")
  public AccountDecisionJson decide(
      @PathParam("id") String id, JsonBody<AccountDecisionRequest> body) {
    var admin = current.require();
    permissions.requireAdmin(admin);
    var request = body.value();
    boolean drop = request.dropMemberships();
    return switch (request.decision().orElse("")) {
      case "accept" -> AccountDecisionJson.of(decisions.accept(admin, id, drop));
      case "refuse" -> {
        if (drop) {
          throw new ProblemException(IdentityProblem.ACCOUNT_DECISION_INVALID);
        }
        decisions.refuse(admin, id);
        yield AccountDecisionJson.of(new AcceptanceResult(false, List.of(), List.of()));
      }
      default -> throw new ProblemException(IdentityProblem.ACCOUNT_DECISION_INVALID);
    };
  }
}
