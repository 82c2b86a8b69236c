package org.clustershare.access.offboarding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding.Who;
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
 * Takes from a person or group what they have in a project besides their membership: bindings in
 * its clusters, clusters that they own, and shares that they made. A membership alone is a row in
 * the database; without this, its end ends no right in any cluster.
 */
@ApplicationScoped
public class Offboarding {
  private static final Logger LOG = LoggerFactory.getLogger(Offboarding.class);

  @Inject private Projects projects;
  @Inject private Members members;
  @Inject private Permissions permissions;
  @Inject private PersonDirectory personDirectory;
  @Inject private ClusterRegistration enrollment;
  @Inject private Shares shares;
  @Inject private AccessRevocation revocation;

  /**
   * What the database knows of a person or group in a project.
   *
   * @param role theirs as a member, also through groups of their last sign-in; empty for none
   * @param owned the clusters that name the person as their owner
   * @param shares the active shares that the person made
   */
  public record Holdings(
      Optional<ProjectRole> role, List<Cluster> owned, List<SharedCluster> shares) {
    public Holdings {
      owned = List.copyOf(owned);
      shares = List.copyOf(shares);
    }
  }

  /** The same for those who may see it. */
  public Holdings holdings(Person asking, String projectId, Who who) {
    var project = projects.require(asking, projectId, Action.VIEW_BINDINGS);
    return new Holdings(
        roleOf(project, who),
        revocation.owned(asking, projectId, who),
        who.subject() instanceof Subject.User user
            ? shares.madeBy(asking, projectId, Person.key(user.name()))
            : List.of());
  }

  private Optional<ProjectRole> roleOf(Project project, Who who) {
    if (!(who.subject() instanceof Subject.User user)) {
      return project.member(Member.GROUP_PREFIX + who.subject().name()).map(Member::role);
    }
    var key = Person.key(user.name());
    var person = personDirectory.find(key).orElseGet(() -> new Person(key, "", List.of()));
    return permissions.memberRoleOf(person, project);
  }

  /**
   * The members to whom the clusters of a person who leaves can be given.
   *
   * @param leaving is none of them
   */
  public List<Member> successors(Person asking, String projectId, Who leaving) {
    return projects.require(asking, projectId, Action.VIEW_MEMBERS).members().stream()
        .filter(member -> !member.isGroup() && Action.SHARE_CLUSTER.allowedTo(member.role()))
        .filter(member -> !member.key().equals(Person.key(leaving.subject().name())))
        .toList();
  }

  /**
   * Ends everything that can be ended. Repeating it does what was left to do.
   *
   * @param clusterOwner the email of a member who gets the clusters that the person owns; without
   *     one they keep the person's name, and no binding
   * @throws ProblemException {@link ClusterProblem#OWNER_INVALID}, before anything is done, and as
   *     {@link Projects#require}
   */
  public EndedAccess end(Person asking, String projectId, Who who, Optional<String> clusterOwner) {
    projects.require(asking, projectId, Action.CHANGE_BINDINGS);
    var successor = clusterOwner.map(email -> successor(asking, projectId, who, email));
    var owned = revocation.owned(asking, projectId, who);
    int revoked =
        who.subject() instanceof Subject.User user
            ? shares.revokeMadeBy(asking, projectId, Person.key(user.name()))
            : 0;
    var report = revocation.revoke(asking, projectId, who);
    var given = new ArrayList<Cluster>();
    successor.ifPresent(
        email -> owned.stream().filter(one -> give(asking, one, email)).forEach(given::add));
    var kept = owned.stream().filter(one -> !given.contains(one)).toList();
    return new EndedAccess(report, given, kept, revoked);
  }

  private String successor(Person asking, String projectId, Who leaving, String email) {
    if (Person.key(email).equals(Person.key(leaving.subject().name()))) {
      throw new ProblemException(ClusterProblem.OWNER_INVALID);
    }
    return enrollment.requireOwner(asking, projectId, email);
  }

  /** Keeps the owner of a cluster that was changed or removed meanwhile. */
  private boolean give(Person asking, Cluster cluster, String email) {
    try {
      enrollment.change(
          asking,
          cluster.projectId(),
          cluster.id(),
          ClusterChange.owner(email),
          ExpectedVersion.anything());
      return true;
    } catch (ProblemException e) {
      LOG.info("owner not changed: cluster={} reason={}", cluster.id(), e.type().key());
      return false;
    }
  }

  /**
   * Removes a member and then ends what they have.
   *
   * @param memberId as {@link Person#id(String)}
   * @throws ProblemException as {@link Members#remove} and {@link #end}; when one is thrown before
   *     the removal, nothing is done
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
    var who = who(leaving);
    clusterOwner.ifPresent(email -> successor(asking, projectId, who, email));
    members.remove(asking, projectId, memberId, condition);
    return end(asking, projectId, who, clusterOwner);
  }

  /** A member as bindings name them. */
  public static Who who(Member member) {
    return member.isGroup()
        ? Who.group(member.key().substring(Member.GROUP_PREFIX.length()))
        : new Who(member.email(), Optional.empty());
  }
}
