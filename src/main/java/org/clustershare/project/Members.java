package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.platform.text.PlainText;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members of projects. Every change checks the caller's permission again while the project is
 * locked: of two owners who remove each other at the same time, one succeeds.
 */
@ApplicationScoped
public class Members {
  private static final Logger LOG = LoggerFactory.getLogger(Members.class);
  private static final int MAX_MEMBERS = 1_000;

  /** Maximum length of a group with its prefix, in characters: that of the column. */
  private static final int MAX_GROUP_LENGTH = 320;

  private final ProjectRows rows;
  private final Projects projects;
  private final Permissions permissions;
  private final Clock clock;

  @Inject
  Members(ProjectRows rows, Projects projects, Permissions permissions, Clock clock) {
    this.rows = rows;
    this.projects = projects;
    this.permissions = permissions;
    this.clock = clock;
  }

  /** The project with its members, if the person may see them. */
  public Project of(Person person, String projectId) {
    return projects.require(person, projectId, Action.VIEW_MEMBERS);
  }

  /**
   * Adds a group, or a person, who may not have signed in yet.
   *
   * @param email an email, or {@code oidc:<group>}
   * @throws ProblemException {@link ProjectProblem#MEMBER_INVALID}, {@link
   *     ProjectProblem#MEMBER_EXISTS}, {@link ProjectProblem#TOO_MANY_MEMBERS}, and as {@link
   *     Projects#require}
   */
  public Project add(
      Person person, String projectId, String email, ProjectRole role, ExpectedVersion condition) {
    projects.require(person, projectId, Action.CHANGE_MEMBERS);
    var member = new Member(validName(email), role, clock.instant());
    var changed =
        change(
            person,
            projectId,
            condition,
            event(AuditAction.MEMBER_ADD, member),
            project -> {
              if (project.member(member.key()).isPresent()) {
                throw new ProblemException(ProjectProblem.MEMBER_EXISTS, member.email());
              }
              if (project.members().size() >= MAX_MEMBERS) {
                throw new ProblemException(ProjectProblem.TOO_MANY_MEMBERS, MAX_MEMBERS);
              }
              project.add(member);
            });
    log("added", projectId, member, person);
    return changed;
  }

  /**
   * Gives a member another role.
   *
   * @param memberId as {@link Person#id(String)}
   * @throws ProblemException {@link ProjectProblem#MEMBER_UNKNOWN}, {@link
   *     ProjectProblem#LAST_OWNER}, and as {@link Projects#require}
   */
  public Project change(
      Person person,
      String projectId,
      String memberId,
      ProjectRole role,
      ExpectedVersion condition) {
    var known =
        member(projects.require(person, projectId, Action.CHANGE_MEMBERS), memberId).with(role);
    var changed =
        TransactionRetry.run(
            () ->
                rows.replace(
                    projectId,
                    project -> {
                      check(person, project, condition);
                      var member = member(project, memberId);
                      if (role != ProjectRole.OWNER) {
                        requireOtherOwner(project, member);
                      }
                    },
                    known,
                    event(AuditAction.MEMBER_CHANGE, known)));
    log("changed", projectId, known, person);
    return changed;
  }

  /**
   * Removes a member.
   *
   * @param memberId as {@link Person#id(String)}
   * @throws ProblemException as {@link #change}
   */
  public Project remove(
      Person person, String projectId, String memberId, ExpectedVersion condition) {
    var known = member(projects.require(person, projectId, Action.CHANGE_MEMBERS), memberId);
    var changed =
        change(
            person,
            projectId,
            condition,
            event(AuditAction.MEMBER_REMOVE, known),
            project -> {
              var member = member(project, memberId);
              requireOtherOwner(project, member);
              project.remove(member);
            });
    log("removed", projectId, known, person);
    return changed;
  }

  /**
   * The member with an id.
   *
   * @throws ProblemException {@link ProjectProblem#MEMBER_UNKNOWN}
   */
  public static Member member(Project project, String memberId) {
    return project.members().stream()
        .filter(member -> id(member).equals(memberId))
        .findFirst()
        .orElseThrow(() -> new ProblemException(ProjectProblem.MEMBER_UNKNOWN));
  }

  /** The id of a member: SHA-256, in hex, of the lower-case email or of {@code oidc:<group>}. */
  public static String id(Member member) {
    return Sha256.hex(member.key());
  }

  private static AuditEvent event(AuditAction action, Member member) {
    return AuditEvent.of(action)
        .object(id(member), member.email())
        .about(member.key())
        .with("role", member.role().group());
  }

  private Project change(
      Person person,
      String projectId,
      ExpectedVersion condition,
      AuditEvent event,
      Consumer<Project> change) {
    return TransactionRetry.run(
        () ->
            rows.change(
                projectId,
                project -> {
                  check(person, project, condition);
                  change.accept(project);
                },
                event));
  }

  private void check(Person person, Project project, ExpectedVersion condition) {
    permissions.require(person, project, Action.CHANGE_MEMBERS);
    condition.check(project.version());
  }

  private static void requireOtherOwner(Project project, Member member) {
    if (!project.hasOtherOwner(member)) {
      throw new ProblemException(ProjectProblem.LAST_OWNER);
    }
  }

  private static String validName(String input) {
    var name = input.strip();
    boolean valid =
        name.startsWith(Member.GROUP_PREFIX)
            ? PlainText.isLine(name, MAX_GROUP_LENGTH)
                && !name.substring(Member.GROUP_PREFIX.length()).isBlank()
            : EmailAddress.isValid(name);
    if (!valid) {
      throw new ProblemException(
          ProjectProblem.MEMBER_INVALID, EmailAddress.MAX_LENGTH, MAX_GROUP_LENGTH);
    }
    return name;
  }

  private static void log(String change, String projectId, Member member, Person by) {
    LOG.info(
        "member {}: project={} member={} role={} by={}",
        change,
        projectId,
        id(member),
        member.role(),
        by.id());
  }
}
