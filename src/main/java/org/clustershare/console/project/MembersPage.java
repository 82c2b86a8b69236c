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
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.jspecify.annotations.Nullable;

/**
 * Page for a project's members, its name and its deletion. Every form sends the version of the
 * project that its page showed. If the project has changed since, nothing is done and the page
 * shows the current list: no button acts on another row.
 */
@Named
@RequestScoped
public class MembersPage {
  private final CurrentPerson current;
  private final Projects projects;
  private final Members members;
  private final PersonDirectory personDirectory;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConfirmationMessage done;
  private final Clock clock;

  /** The query of the page that follows a change. */
  private String query = "";

  private final Map<String, String> roles = new HashMap<>();
  private @Nullable Project project;
  private @Nullable String name;
  private long seenVersion;
  private String email = "";
  private String role = ProjectRole.VIEWER.group();
  private String confirmation = "";

  @Inject
  MembersPage(
      CurrentPerson current,
      Projects projects,
      Members members,
      PersonDirectory personDirectory,
      PageProblems problems,
      ConsolePath path,
      ConfirmationMessage done,
      Clock clock) {
    this.current = current;
    this.projects = projects;
    this.members = members;
    this.personDirectory = personDirectory;
    this.problems = problems;
    this.path = path;
    this.done = done;
    this.clock = clock;
  }

  /** Reads the project before the page is rendered, or renders the error page. */
  public void open() {
    problems.orErrorPage(this::getProject);
  }

  public Project getProject() {
    var found = project;
    if (found == null) {
      found = members.of(current.require(), path.projectId());
      project = found;
    }
    return found;
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
                    current.require(),
                    clock.instant()))
        .sorted(MemberRow.ORDER)
        .toList();
  }

  public void add() {
    change(
        Confirmation.MEMBER_ADDED,
        () ->
            members.add(
                current.require(),
                path.projectId(),
                email,
                role(role),
                ExpectedVersion.version(seenVersion)));
  }

  public void changeRole(String memberId) {
    change(
        Confirmation.MEMBER_CHANGED,
        () ->
            members.change(
                current.require(),
                path.projectId(),
                memberId,
                role(roles.getOrDefault(memberId, "")),
                ExpectedVersion.version(seenVersion)));
  }

  /** Removes a member; the next page shows the remaining access of the person. */
  public void remove(String memberId) {
    change(
        Confirmation.MEMBER_REMOVED,
        () -> {
          var member = Members.member(getProject(), memberId);
          members.remove(
              current.require(), path.projectId(), memberId, ExpectedVersion.version(seenVersion));
          query = "?" + MemberRow.query(member).replace("%", "%%");
        });
  }

  public void rename() {
    change(
        Confirmation.PROJECT_RENAMED,
        () ->
            projects.rename(
                current.require(),
                path.projectId(),
                getName(),
                ExpectedVersion.version(seenVersion)));
  }

  /** Deletes the project if its name was typed as a confirmation. */
  public void delete() {
    change(
        Confirmation.PROJECT_DELETED,
        () -> {
          if (!confirmation.strip().equals(getProject().name())) {
            throw new ProblemException(ProjectProblem.PROJECT_NOT_CONFIRMED);
          }
          projects.delete(
              current.require(), path.projectId(), ExpectedVersion.version(seenVersion));
        });
  }

  /** Runs a change, then opens the page again, or the projects if the person has left this one. */
  private void change(Confirmation what, Runnable action) {
    project = null;
    boolean changed =
        problems.orMessage(
            () -> {
              action.run();
              done.next(what);
              if (isAllowed(Action.VIEW_MEMBERS)) {
                ConsolePath.redirect("console/members/%s" + query, path.projectId());
              } else {
                ConsolePath.redirect("console/projects");
              }
            });
    if (!changed) {
      project = null;
    }
  }

  private static ProjectRole role(String group) {
    return ProjectRole.ofGroup(group)
        .orElseThrow(() -> new ProblemException(ProjectProblem.MEMBERSHIP_INVALID));
  }

  private boolean isAllowed(Action action) {
    return projects.allowed(current.require(), path.projectId(), action);
  }

  public boolean isMayChange() {
    return isAllowed(Action.CHANGE_MEMBERS);
  }

  public boolean isMayRename() {
    return isAllowed(Action.RENAME_PROJECT);
  }

  public boolean isMayDelete() {
    return isAllowed(Action.DELETE_PROJECT);
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

  public String getName() {
    return name == null ? getProject().name() : name;
  }

  public void setName(String name) {
    this.name = name;
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

  public String getConfirmation() {
    return confirmation;
  }

  public void setConfirmation(String confirmation) {
    this.confirmation = confirmation;
  }
}
