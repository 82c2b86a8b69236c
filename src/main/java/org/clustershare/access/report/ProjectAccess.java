package org.clustershare.access.report;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.clustershare.access.report.AccessReport.Answered;
import org.clustershare.access.report.AccessReport.Unanswered;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.bindings.RbacMappings;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.PersonWorkQueues;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.Message;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;

/**
 * Looks up what somebody may do in all clusters of a project: every binding, also those that are
 * not managed here. Sixteen clusters at most are asked at once for one person, so that one person's
 * hanging clusters never hold all threads; after ten seconds the answer is given with what is known
 * by then.
 */
@ApplicationScoped
public class ProjectAccess {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Message TOO_SLOW = Message.of("access.too-slow", LONGEST.toSeconds());

  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private ClusterPrefixes names;

  private final PersonWorkQueues lanes = new PersonWorkQueues("project-access");

  @PreDestroy
  void close() {
    lanes.close();
  }

  private record Asked(
      Cluster cluster,
      UsernamePrefixes prefixes,
      CompletableFuture<List<EffectiveBinding>> answer) {}

  /** What somebody has; for members of the project. */
  public AccessReport of(Person asking, String projectId, Who who) {
    projects.require(asking, projectId, Action.VIEW_BINDINGS);
    long end = System.nanoTime() + LONGEST.toNanos();
    var lane = lanes.forReport(asking.key());
    var asked =
        clusters.in(asking, projectId).stream()
            .map(cluster -> ask(cluster, who, end, lane))
            .toList();
    var answered = new ArrayList<Answered>();
    var unanswered = new ArrayList<Unanswered>();
    for (var one : asked) {
      try {
        var bindings = one.answer().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        var knownAs = one.prefixes().applied(who.subject()).name();
        answered.add(new Answered(one.cluster(), knownAs, bindings));
      } catch (ExecutionException e) {
        unanswered.add(new Unanswered(one.cluster(), sentence(e)));
      } catch (TimeoutException e) {
        unanswered.add(new Unanswered(one.cluster(), TOO_SLOW));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        unanswered.add(new Unanswered(one.cluster(), TOO_SLOW));
      }
    }
    return new AccessReport(answered, unanswered);
  }

  private Asked ask(Cluster cluster, Who who, long end, Consumer<Runnable> lane) {
    var prefixes = names.of(cluster.id());
    var answer = new CompletableFuture<List<EffectiveBinding>>();
    var api = clusters.api(cluster).within(LONGEST);
    lane.accept(
        () -> {
          if (System.nanoTime() - end >= 0) {
            // Its report has been given without it.
            return;
          }
          try {
            answer.complete(bindings(api, who, prefixes));
          } catch (RuntimeException e) { // told in place of the cluster's bindings
            answer.completeExceptionally(e);
          }
        });
    return new Asked(cluster, prefixes, answer);
  }

  private static List<EffectiveBinding> bindings(
      ClusterApi api, Who who, UsernamePrefixes prefixes) {
    var theirs = theirs(new BindingSearch(who, prefixes));
    return Stream.of("clusterrolebindings", "rolebindings")
        .map(kind -> api.list(ApiPath.of("apis", RoleScope.GROUP, "v1", kind), "", theirs))
        .flatMap(List::stream)
        .flatMap(List::stream)
        .toList();
  }

  /** Of each binding only what is theirs; the name keeps the answers of two people apart. */
  private static ItemMapping<List<EffectiveBinding>> theirs(BindingSearch search) {
    return new ItemMapping<>(
        "access " + search.key(),
        RbacMappings.bindingMask(),
        found ->
            RbacMappings.binding(found).map(search::in).filter(bindings -> !bindings.isEmpty()),
        bindings -> bindings.stream().mapToLong(ProjectAccess::size).sum());
  }

  private static long size(EffectiveBinding binding) {
    return JsonSize.of(binding.name())
        + JsonSize.of(binding.namespace().orElse(""))
        + JsonSize.of(binding.role())
        + JsonSize.of(binding.through())
        + 100;
  }

  private static Message sentence(ExecutionException e) {
    return e.getCause() instanceof ClusterException told
        ? told.message()
        : Message.of("access.not-understood");
  }
}
