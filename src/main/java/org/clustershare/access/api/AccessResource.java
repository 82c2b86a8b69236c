package org.clustershare.access.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.access.report.ProjectAccess;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET …/projects/{p}/access?subject=<email>[&group=<name>]…}: a person's bindings in all
 * clusters of a project. Without groups in the query, only the caller's own groups are known; for
 * other people, bindings to groups are listed as possible. With {@code kind=group} the subject is a
 * group.
 */
@Path("/v2/projects/{project_id}/access")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
  private static final int MAX_LENGTH = 500;
  private static final String USER = "user";
  private static final String GROUP = "group";

  private final CurrentPerson current;
  private final ProjectAccess access;

  @Inject
  public AccessResource(CurrentPerson current, ProjectAccess access) {
    this.current = current;
    this.access = access;
  }

  @GET
  public AccessReportJson get(
      @PathParam("project_id") String projectId,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("group") List<String> groups) {
    var person = current.require();
    var named = subjectOf(subject, kind);
    var accessSubject = isGroup(kind) ? named : subjectOf(person, named.subject().name(), groups);
    return AccessReportJson.of(accessSubject, access.of(person, projectId, accessSubject));
  }

  /**
   * The person or group that a request names; the person's groups are unknown.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST}
   */
  public static AccessSubject subjectOf(@Nullable String subject, @Nullable String kind) {
    var name = Optional.ofNullable(subject).map(String::strip).orElse("");
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST,
          "The query must name a person or a group of the provider: subject=<email>, or"
              + " subject=<group>&kind=group.");
    }
    if (kind != null && !kind.isEmpty() && !isGroup(kind) && !USER.equalsIgnoreCase(kind)) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST, "The parameter kind must be user or group.");
    }
    return isGroup(kind) ? AccessSubject.group(name) : new AccessSubject(name, Optional.empty());
  }

  private static boolean isGroup(@Nullable String kind) {
    return GROUP.equalsIgnoreCase(kind);
  }

  /**
   * A person with the groups that are known: those of the query, else the caller's own.
   *
   * @param groups those of the query; may be empty
   */
  public static AccessSubject subjectOf(Person caller, String name, List<String> groups) {
    if (!groups.isEmpty()) {
      return new AccessSubject(name, Optional.of(List.copyOf(groups)));
    }
    return new AccessSubject(
        name, name.equals(caller.email()) ? Optional.of(caller.groups()) : Optional.empty());
  }
}
