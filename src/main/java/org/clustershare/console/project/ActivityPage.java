package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.audit.AuditAction;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.activity.Activity;
import org.clustershare.project.activity.ActivityQuery;
import org.clustershare.project.entity.Project;
import org.omnifaces.util.Faces;

/** Page for a project's activity. Filters and the place in the list are in the address. */
@Named
@RequestScoped
public class ActivityPage {
  private static final List<String> FILTERS = List.of("person", "action", "cluster", "from", "to");

  /** No change in a cluster takes longer. */
  private static final Duration LONGEST_CHANGE = Duration.ofMinutes(10);

  private final CurrentPerson current;
  private final Projects projects;
  private final Clusters clusters;
  private final Activity activity;
  private final PageProblems problems;
  private final ConsolePath path;
  private final Clock clock;

  private Optional<Project> project = Optional.empty();
  private Optional<Activity.Page> page = Optional.empty();

  @Inject
  ActivityPage(
      CurrentPerson current,
      Projects projects,
      Clusters clusters,
      Activity activity,
      PageProblems problems,
      ConsolePath path,
      Clock clock) {
    this.current = current;
    this.projects = projects;
    this.clusters = clusters;
    this.activity = activity;
    this.problems = problems;
    this.path = path;
    this.clock = clock;
  }

  /** Reads the project and its records before the page is rendered, or renders the error page. */
  public void open() {
    project = problems.orErrorPage(this::require);
    if (project.isPresent()) {
      page =
          problems.orErrorPage(
              () ->
                  activity.page(
                      current.require(),
                      ActivityQuery.of(Optional.of(path.projectId()), ActivityPage::parameter)));
    }
  }

  private Project require() {
    return projects.require(current.require(), path.projectId(), Action.VIEW_ACTIVITY);
  }

  public Project getProject() {
    return project.orElseThrow();
  }

  public List<ActivityRow> getRows() {
    var unfinishedBefore = clock.instant().minus(LONGEST_CHANGE);
    return page.map(Activity.Page::records).stream()
        .flatMap(List::stream)
        .map(row -> ActivityRow.of(row, unfinishedBefore))
        .toList();
  }

  /** Whether a record of the page is not as Cluster Share wrote it. */
  public boolean isAltered() {
    return page.map(Activity.Page::records).stream()
        .flatMap(List::stream)
        .anyMatch(record -> record.finding().isPresent());
  }

  /** The actions that people look for in a project; the others belong to no project. */
  public List<AuditAction> getActions() {
    return Arrays.stream(AuditAction.values())
        .filter(action -> !List.of("session", "person", "account").contains(action.objectKind()))
        .toList();
  }

  public List<Cluster> getClusters() {
    return clusters.in(current.require(), path.projectId());
  }

  /** The filter with a name; empty text if it is not set. */
  public String filter(String name) {
    return parameter(name);
  }

  /** Whether the page shows a selection. */
  public boolean isFiltered() {
    return FILTERS.stream().anyMatch(name -> !parameter(name).isBlank());
  }

  /** Whether the page does not begin with the newest record. */
  public boolean isContinued() {
    return !parameter("before").isEmpty();
  }

  /** The link to the newest records of the same selection. */
  public String getNewestLink() {
    return link(Stream.of());
  }

  /** The link to older records of the same selection; empty text if there are none. */
  public String getOlderLink() {
    return page.flatMap(Activity.Page::next)
        .map(before -> link(Stream.of("before=" + before)))
        .orElse("");
  }

  private static String link(Stream<String> more) {
    var filters =
        FILTERS.stream()
            .filter(name -> !parameter(name).isBlank())
            .map(name -> name + "=" + URLEncoder.encode(parameter(name), StandardCharsets.UTF_8));
    return Stream.concat(filters, more).collect(Collectors.joining("&", "?", ""));
  }

  private static String parameter(String name) {
    return Optional.ofNullable(Faces.getRequestParameter(name)).orElse("");
  }
}
