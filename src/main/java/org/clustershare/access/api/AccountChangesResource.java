package org.clustershare.access.api;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.offboarding.AccountDecisions;
import org.clustershare.access.offboarding.AccountDecisions.Agreement;
import org.clustershare.access.offboarding.AccountDecisions.Change;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Permissions;
import org.clustershare.project.entity.Project;

/**
 * {@code /api/v2/people/changes}: addresses that another account of the provider brought, for
 * admins; at most 200 are listed. A decision is {@code {decision: accept | refuse, dropMemberships:
 * true}}.
 */
@Path("/v2/people/changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountChangesResource {
  @Inject private CurrentPerson current;
  @Inject private Permissions permissions;
  @Inject private AccountDecisions decisions;

  @GET
  public JsonArray list() {
    var list = JsonFactory.array();
    decisions.all(current.require()).forEach(change -> list.add(json(change)));
    return list.build();
  }

  /** {@code accepted} is false as long as not all of the old account's access could be ended. */
  @POST
  @Path("/{id}")
  public JsonObject decide(@PathParam("id") String id, String body) {
    var admin = current.require();
    permissions.requireAdmin(admin);
    var fields = JsonBody.of(body);
    boolean drop = fields.flag("dropMemberships");
    return switch (fields.text("decision").orElse("")) {
      case "accept" -> json(decisions.accept(admin, id, drop));
      case "refuse" -> {
        if (drop) {
          throw new ProblemException(IdentityProblem.ACCOUNT_DECISION_INVALID);
        }
        decisions.refuse(admin, id);
        yield json(new Agreement(false, List.of(), List.of()));
      }
      default -> throw new ProblemException(IdentityProblem.ACCOUNT_DECISION_INVALID);
    };
  }

  private static JsonObject json(Agreement agreement) {
    return JsonFactory.object()
        .add("accepted", agreement.accepted())
        .add("lastOwnerOf", json(agreement.kept()))
        .add("accessLeftIn", json(agreement.open()))
        .build();
  }

  private static JsonObject json(Change change) {
    var other = change.pending().change();
    var person = change.pending().person();
    var json =
        JsonFactory.object()
            .add("id", other.id())
            .add("email", person.email())
            .add(
                "known",
                account(person.issuer(), person.subject())
                    .add("name", person.name())
                    .add("lastSeen", person.seenAt().toString()))
            .add(
                "other",
                account(Optional.of(other.issuer()), Optional.of(other.subject()))
                    .add("name", other.name())
                    .add("firstSeen", other.firstSeenAt().toString())
                    .add("lastSeen", other.seenAt().toString()))
            .add("projects", json(change.projects()));
    other
        .refusedAt()
        .ifPresent(
            when ->
                json.add("refusedAt", when.toString())
                    .add("refusedBy", other.refusedBy().orElse("")));
    return json.build();
  }

  private static JsonObjectBuilder account(Optional<String> issuer, Optional<String> subject) {
    var account = new Account(issuer.orElse(""), subject.orElse(""));
    return JsonFactory.object().add("issuer", account.issuer()).add("subject", account.subject());
  }

  private static JsonArray json(List<Project> projects) {
    var array = JsonFactory.array();
    projects.forEach(
        project ->
            array.add(JsonFactory.object().add("id", project.id()).add("name", project.name())));
    return array.build();
  }
}
