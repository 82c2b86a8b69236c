package org.clustershare.access.offboarding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.Permissions;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.clustershare.sharing.SharedCluster;
import org.clustershare.sharing.Shares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the access of a person or group to a project: their bindings in its clusters, the ownership
 * of clusters, and the shares that they made. The end of a membership alone ends no right in any
 * cluster.
 */
@ApplicationScoped
public class Offboarding {
  private static final Logger LOG = LoggerFactory.getLogger(Offboarding.class);

  private final Projects projects;
  private final Members members;
  private final Permissions permissions;
  private final PersonDirectory personDirectory;
  private final ClusterRegistration registration;
  private final Shares shares;
  private final AccessRevocation revocation;

  /**
   * The role, clusters and shares of a person or group in a project, from the database.
   *
   * @param role the role as a member, also through groups of the last sign-in; empty for none
   * @param owned the clusters whose owner is the person
   * @param shares the active shares that the person made
   */
  public record Holdings(
      Optional<ProjectRole> role, List<Cluster> owned, List<SharedCluster> shares) {
    public Holdings {
      owned = List.copyOf(owned);
      shares = List.copyOf(shares);
    }
  }

  @Inject
  Offboarding(
      Projects projects,
      Members members,
      Permissions permissions,
      PersonDirectory personDirectory,
      ClusterRegistration registration,
      Shares shares,
      AccessRevocation revocation) {
    this.projects = projects;
    this.members = members;
    this.permissions = permissions;
    this.personDirectory = personDirectory;
    this.registration = registration;
    this.shares = shares;
    this.revocation = revocation;
  }

  /** The holdings of a person or group; the caller must be allowed to view bindings. */
  public Holdings holdings(Person asking, String projectId, AccessSubject accessSubject) {
    var project = projects.require(asking, projectId, Action.VIEW_BINDINGS);
    return new Holdings(
        roleOf(project, accessSubject),
        revocation.ownedClusters(asking, projectId, accessSubject),
        accessSubject.subject() instanceof Subject.User(var email)
            ? shares.createdBy(asking, projectId, Person.key(email))
            : List.of());
  }

  private Optional<ProjectRole> roleOf(Project project, AccessSubject accessSubject) {
    if (!(accessSubject.subject() instanceof Subject.User user)) {
      return project.member(Member.GROUP_PREFIX + accessSubject.subject().name()).map(Member::role);
    }
    var key = Person.key(user.name());
    var person = personDirectory.find(key).orElseGet(() -> new Person(key, "", List.of()));
    return permissions.memberRoleOf(person, project);
  }

  /** The members who can become the owner of the clusters of a person who leaves. */
  public List<Member> successors(Person asking, String projectId, AccessSubject leaving) {
    return projects.require(asking, projectId, Action.VIEW_MEMBERS).members().stream()
        .filter(member -> !member.isGroup() && Action.SHARE_CLUSTER.allowedTo(member.role()))
        .filter(member -> !member.key().equals(Person.key(leaving.subject().name())))
        .toList();
  }

  /**
   * Ends all access that Cluster Share can end. A repeated call continues where one failed.
   *
   * @param clusterOwner the email of the member who becomes owner of the person's clusters; empty
   *     to keep the owner, without a binding
   * @throws ProblemException {@link ClusterProblem#OWNER_INVALID}, before anything is done, and as
   *     {@link Projects#require}
   */
  public EndedAccess end(
      Person asking, String projectId, AccessSubject accessSubject, Optional<String> clusterOwner) {
    projects.require(asking, projectId, Action.CHANGE_BINDINGS);
    var successor = clusterOwner.map(email -> successor(asking, projectId, accessSubject, email));
    var owned = revocation.ownedClusters(asking, projectId, accessSubject);
    int revoked =
        accessSubject.subject() instanceof Subject.User(var email)
            ? shares.revokeCreatedBy(asking, projectId, Person.key(email))
            : 0;
    var report = revocation.revoke(asking, projectId, accessSubject);
    var given = new ArrayList<Cluster>();
    successor.ifPresent(
        email -> owned.stream().filter(one -> transfer(asking, one, email)).forEach(given::add));
    var kept = owned.stream().filter(one -> !given.contains(one)).toList();
    return new EndedAccess(report, given, kept, revoked);
  }

  private String successor(Person asking, String projectId, AccessSubject leaving, String email) {
    if (Person.key(email).equals(Person.key(leaving.subject().name()))) {
      throw new ProblemException(ClusterProblem.OWNER_INVALID);
    }
    return registration.requireOwner(asking, projectId, email);
  }

  /** Changes the owner; returns false if the cluster was changed or removed in the meantime. */
  private boolean transfer(Person asking, Cluster cluster, String email) {
    try {
      registration.change(
          asking,
          cluster.projectId(),
          cluster.id(),
          ClusterChange.owner(email),
          ExpectedVersion.any());
      return true;
    } catch (ProblemException e) {
      LOG.info("owner not changed: cluster={} reason={}", cluster.id(), e.type().key());
      return false;
    }
  }

  /**
   * Removes a member and then ends their access.
   *
   * @param memberId as {@link Person#id(String)}
   * @throws ProblemException as {@link Members#remove} and {@link #end}; one that is thrown before
   *     the removal means that nothing was done
   */
  public EndedAccess remove(
      Person asking,
      String projectId,
      String memberId,
      Optional<String> clusterOwner,
      ExpectedVersion condition) {
    var project = projects.require(asking, projectId, Action.CHANGE_MEMBERS);
    var leaving = Members.member(project, memberId);
    if (leaving.key().equals(asking.key()) && !permissions.isAdmin(asking)) {
      throw new ProblemException(PlatformProblem.BAD_REQUEST, Message.of("provider.self-removal"));
    }
    var accessSubject = subjectOf(leaving);
    clusterOwner.ifPresent(email -> successor(asking, projectId, accessSubject, email));
    members.remove(asking, projectId, memberId, condition);
    return end(asking, projectId, accessSubject, clusterOwner);
  }

  /** A member as the subject of a report. */
  public static AccessSubject subjectOf(Member member) {
    return member.isGroup()
        ? AccessSubject.group(member.key().substring(Member.GROUP_PREFIX.length()))
        : new AccessSubject(member.email(), Optional.empty());
  }
}
