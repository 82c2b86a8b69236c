package org.clustershare.access.report;

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
import org.clustershare.access.report.AccessReport.ClusterBindings;
import org.clustershare.access.report.AccessReport.UnansweredCluster;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.bindings.RbacMappings;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.RoleScope;
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
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;

/**
 * Looks up the effective bindings of a person or group in all clusters of a project, including
 * unmanaged bindings. For each asking person at most sixteen clusters are read at once, so hanging
 * clusters of one person never hold all threads. A report takes at most ten seconds.
 */
@ApplicationScoped
public class ProjectAccess {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Message TOO_SLOW = Message.of("access.too-slow", TIMEOUT.toSeconds());

  private final Clusters clusters;
  private final Projects projects;
  private final ClusterPrefixes prefixes;
  private final PersonWorkQueues queues;

  private record PendingAnswer(
      Cluster cluster, String knownAs, CompletableFuture<List<EffectiveBinding>> bindings) {}

  @Inject
  ProjectAccess(
      Clusters clusters, Projects projects, ClusterPrefixes prefixes, PersonWorkQueues queues) {
    this.clusters = clusters;
    this.projects = projects;
    this.prefixes = prefixes;
    this.queues = queues;
  }

  /**
   * The bindings of a person or group.
   *
   * @throws ProblemException as {@link Projects#require}; the caller must be a member
   */
  public AccessReport of(Person asking, String projectId, AccessSubject accessSubject) {
    projects.require(asking, projectId, Action.VIEW_BINDINGS);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    var queue = queues.forReport(asking.key());
    var pending =
        clusters.in(asking, projectId).stream()
            .map(cluster -> ask(cluster, accessSubject, deadline, queue))
            .toList();
    var answered = new ArrayList<ClusterBindings>();
    var unanswered = new ArrayList<UnansweredCluster>();
    for (var one : pending) {
      try {
        var bindings = one.bindings().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        answered.add(new ClusterBindings(one.cluster(), one.knownAs(), bindings));
      } catch (ExecutionException e) {
        unanswered.add(new UnansweredCluster(one.cluster(), reason(e)));
      } catch (TimeoutException e) {
        unanswered.add(new UnansweredCluster(one.cluster(), TOO_SLOW));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        unanswered.add(new UnansweredCluster(one.cluster(), TOO_SLOW));
      }
    }
    return new AccessReport(answered, unanswered);
  }

  private PendingAnswer ask(
      Cluster cluster, AccessSubject accessSubject, long deadline, Consumer<Runnable> queue) {
    var clusterPrefixes = prefixes.of(cluster.id());
    var answer = new CompletableFuture<List<EffectiveBinding>>();
    var api = clusters.api(cluster).within(TIMEOUT);
    queue.accept(
        () -> {
          if (System.nanoTime() - deadline >= 0) {
            // The report was given without this cluster.
            return;
          }
          try {
            answer.complete(bindings(api, new BindingSearch(accessSubject, clusterPrefixes)));
          } catch (RuntimeException e) { // reported in place of the cluster's bindings
            answer.completeExceptionally(e);
          }
        });
    return new PendingAnswer(
        cluster, clusterPrefixes.apply(accessSubject.subject()).name(), answer);
  }

  private static List<EffectiveBinding> bindings(ClusterApi api, BindingSearch search) {
    var mapping = mapping(search);
    return Stream.of("clusterrolebindings", "rolebindings")
        .map(kind -> api.list(ApiPath.of("apis", RoleScope.GROUP, "v1", kind), "", mapping))
        .flatMap(List::stream)
        .flatMap(List::stream)
        .toList();
  }

  /** Keeps only the search's results; its name keeps the reads of different searches apart. */
  private static ItemMapping<List<EffectiveBinding>> mapping(BindingSearch search) {
    return new ItemMapping<>(
        "access " + search.cacheKey(),
        RbacMappings.bindingMask(),
        json -> RbacMappings.binding(json).map(search::in).filter(found -> !found.isEmpty()),
        bindings -> bindings.stream().mapToLong(ProjectAccess::size).sum());
  }

  private static long size(EffectiveBinding binding) {
    return JsonSize.of(binding.name())
        + JsonSize.of(binding.namespace().orElse(""))
        + JsonSize.of(binding.role())
        + JsonSize.of(binding.through())
        + 100;
  }

  private static Message reason(ExecutionException e) {
    return e.getCause() instanceof ClusterException failure
        ? failure.message()
        : Message.of("access.not-understood");
  }
}
