package org.clustershare.rbac.boundary;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.JsonFactory;
import org.clustershare.platform.MappedJsonArray;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.rbac.control.AccessReport;
import org.clustershare.rbac.control.PersonBinding;
import org.clustershare.rbac.control.PersonBinding.Who;
import org.clustershare.rbac.control.ProjectAccess;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET …/projects/{p}/access?subject=<email>[&group=<name>]…}: what somebody has in all
 * clusters of a project. Without groups, those of whoever asks are known, and of others none: their
 * bindings are then listed as possible.
 */
@Path("/v2/projects/{project_id}/access")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
  private static final int LONGEST = 500;

  @Inject private CurrentPerson current;
  @Inject private ProjectAccess access;

  @GET
  public JsonObject get(
      @PathParam("project_id") String projectId,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("group") List<String> groups) {
    var person = current.require();
    var name = Optional.ofNullable(subject).map(String::strip).orElse("");
    if (name.isEmpty() || name.length() > LONGEST) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST, "The query must name a person: subject=<email>.");
    }
    var who = who(person, name, groups);
    return json(name, who, access.of(person, projectId, who));
  }

  static Who who(Person asking, String name, List<String> groups) {
    if (!groups.isEmpty()) {
      return new Who(name, Optional.of(List.copyOf(groups)));
    }
    return new Who(
        name, name.equals(asking.email()) ? Optional.of(asking.groups()) : Optional.empty());
  }

  private static JsonObject json(String name, Who who, AccessReport report) {
    var answered = JsonFactory.array();
    for (var one : report.answered()) {
      var bindings = new MappedJsonArray<>(one.bindings(), AccessResource::json);
      answered.add(
          JsonFactory.object(json(one.cluster()))
              .add("knownAs", one.knownAs())
              .add("bindings", bindings));
    }
    var unanswered = JsonFactory.array();
    for (var one : report.unanswered()) {
      unanswered.add(JsonFactory.object(json(one.cluster())).add("reason", one.reason()));
    }
    return JsonFactory.object()
        .add("subject", name)
        .add("groupsKnown", who.groups().isPresent())
        .add("clusters", answered)
        .add("unanswered", unanswered)
        .build();
  }

  private static JsonObject json(Cluster cluster) {
    return JsonFactory.object().add("id", cluster.id()).add("name", cluster.name()).build();
  }

  private static JsonObject json(PersonBinding binding) {
    var json = JsonFactory.object().add("kind", binding.kind()).add("name", binding.name());
    binding.namespace().ifPresent(namespace -> json.add("namespace", namespace));
    return json.add("roleRefKind", binding.roleKind())
        .add("roleRefName", binding.role())
        .add("origin", binding.origin().key())
        .add("through", binding.through())
        .add("managed", binding.managed())
        .build();
  }
}
