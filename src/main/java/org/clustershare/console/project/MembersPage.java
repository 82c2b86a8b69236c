package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clustershare.console.Confirmation;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/**
 * Page for a project's members; {@link ProjectForm} has its name and its deletion. Every form sends
 * the version of the project that its page showed. If the project has changed since, nothing is
 * done and the page shows the current list: no button acts on another row.
 */
@Named
@RequestScoped
public class MembersPage {
  private final ConsoleProject project;
  private final Members members;
  private final PersonDirectory personDirectory;
  private final PageProblems problems;
  private final ProjectChange change;
  private final Clock clock;

  private final Map<String, String> roles = new HashMap<>();
  private long seenVersion;
  private String email = "";
  private String role = ProjectRole.VIEWER.group();

  @Inject
  MembersPage(
      ConsoleProject project,
      Members members,
      PersonDirectory personDirectory,
      PageProblems problems,
      ProjectChange change,
      Clock clock) {
    this.project = project;
    this.members = members;
    this.personDirectory = personDirectory;
    this.problems = problems;
    this.change = change;
    this.clock = clock;
  }

  /** Reads the project before the page is rendered, or renders the error page. */
  public void open() {
    problems.orErrorPage(this::getProject);
  }

  public Project getProject() {
    return project.project();
  }

  public List<MemberRow> getRows() {
    var keys = getProject().members().stream().map(Member::key).collect(Collectors.toSet());
    var known = personDirectory.find(keys);
    var seen = personDirectory.lastSeen(keys);
    return getProject().members().stream()
        .map(
            member ->
                MemberRow.of(
                    member,
                    MemberNames.name(member, known),
                    seen.get(member.key()),
                    project.person(),
                    clock.instant()))
        .sorted(MemberRow.ORDER)
        .toList();
  }

  public void add() {
    change.run(
        Confirmation.MEMBER_ADDED,
        () ->
            members.add(
                project.person(),
                project.id(),
                email,
                role(role),
                ExpectedVersion.version(seenVersion)));
  }

  public void changeRole(String memberId) {
    change.run(
        Confirmation.MEMBER_CHANGED,
        () ->
            members.change(
                project.person(),
                project.id(),
                memberId,
                role(roles.getOrDefault(memberId, "")),
                ExpectedVersion.version(seenVersion)));
  }

  /** Removes a member; the next page shows the remaining access of the person. */
  public void remove(String memberId) {
    change.run(
        Confirmation.MEMBER_REMOVED,
        () -> {
          var member = Members.member(getProject(), memberId);
          members.remove(
              project.person(), project.id(), memberId, ExpectedVersion.version(seenVersion));
          return "?" + MemberRow.query(member);
        });
  }

  private static ProjectRole role(String group) {
    return ProjectRole.ofGroup(group)
        .orElseThrow(() -> new ProblemException(ProjectProblem.MEMBERSHIP_INVALID));
  }

  public boolean isMayChange() {
    return project.allows(Action.CHANGE_MEMBERS);
  }

  public List<ProjectRole> getChoices() {
    return List.of(ProjectRole.values());
  }

  /** The chosen roles by the members' ids; at first the current roles. */
  public Map<String, String> getRoles() {
    getProject()
        .members()
        .forEach(member -> roles.putIfAbsent(Members.id(member), member.role().group()));
    return roles;
  }

  public long getVersion() {
    return getProject().version();
  }

  public void setVersion(long version) {
    this.seenVersion = version;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }
}
