package org.clustershare.rbac.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.clustershare.rbac.control.AccessReport.Answered;
import org.clustershare.rbac.control.PersonBinding.Who;
import org.clustershare.rbac.control.RevocationReport.Failed;
import org.clustershare.rbac.control.RevocationReport.Revoked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a person or group has in all clusters of a project: removes exactly that subject from
 * every binding that is managed here. Several clusters are changed at once; what is not done after
 * ten seconds is reported as open, and the call can be repeated.
 */
@ApplicationScoped
public class AccessRevocation {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRevocation.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int AT_ONCE = 8;
  private static final int THREADS = 16;
  private static final String TOO_SLOW =
      "It was not finished within %d s.".formatted(LONGEST.toSeconds());

  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private ProjectAccess access;
  @Inject private ReconcileRows reconciling;

  // As in ProjectAccess: threads that speak to clusters and to nothing else.
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          AccessRevocation::thread);

  AccessRevocation() {
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "access-revocation");
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void close() {
    executor.shutdownNow();
  }

  private record Asked(
      Answered before, List<PersonBinding> own, CompletableFuture<Outcome> outcome) {}

  private record Outcome(List<PersonBinding> ended, List<Failed> failed) {}

  /**
   * Ends a person's or group's access; for those who may change bindings. The owner of a cluster is
   * not bound to the owner's role later on, either.
   *
   * @throws ProblemException as {@link Projects#require}
   */
  public RevocationReport revoke(Person asking, String projectId, Who who) {
    projects.require(asking, projectId, Action.CHANGE_BINDINGS);
    // First: else a reconciler that has not bound the owner yet would do so afterwards.
    owned(asking, projectId, who)
        .forEach(owned -> reconciling.ownerNotToBind(owned.id(), owned.ownerEmail()));
    var found = access.of(asking, projectId, who);
    long end = System.nanoTime() + LONGEST.toNanos();
    var lane = new Lane(executor, AT_ONCE);
    var asked = found.answered().stream().map(one -> begin(one, who, lane)).toList();
    var report =
        new RevocationReport(
            asked.stream().map(one -> finish(one, end)).toList(), found.unanswered());
    LOG.info(
        "access ended: project={} subject={} by={} bindings={} complete={}",
        projectId,
        Person.id(who.subject().name()),
        asking.id(),
        report.revoked().stream().mapToInt(one -> one.ended().size()).sum(),
        report.complete());
    return report;
  }

  /** The clusters of a project that a person owns; a group owns none. */
  public List<Cluster> owned(Person asking, String projectId, Who who) {
    return who.subject() instanceof Subject.User user
        ? clusters.in(asking, projectId).stream()
            .filter(cluster -> Person.key(cluster.ownerEmail()).equals(Person.key(user.name())))
            .toList()
        : List.of();
  }

  private Asked begin(Answered before, Who who, Lane lane) {
    var own = before.bindings().stream().filter(PersonBinding::canBeEnded).distinct().toList();
    var outcome = new CompletableFuture<Outcome>();
    if (own.isEmpty()) {
      outcome.complete(new Outcome(List.of(), List.of()));
    } else {
      var api = clusters.api(before.cluster()).within(LONGEST);
      lane.add(() -> outcome.complete(end(api, own, who)));
    }
    return new Asked(before, own, outcome);
  }

  private static Outcome end(ClusterApi api, List<PersonBinding> own, Who who) {
    var ended = new ArrayList<PersonBinding>();
    var failed = new ArrayList<Failed>();
    for (var binding : own) {
      try {
        remove(api, binding, who);
        ended.add(binding);
      } catch (ClusterException e) {
        failed.add(new Failed(binding, e.sentence()));
      } catch (RuntimeException e) { // such as an answer that cannot be understood
        LOG.info("binding not changed: reason={}", e.toString());
        failed.add(new Failed(binding, "The cluster did not let it be changed."));
      }
    }
    return new Outcome(ended, failed);
  }

  /** Each attempt looks at the newest state; the API server compares and swaps. */
  private static void remove(ClusterApi api, PersonBinding binding, Who who) {
    binding
        .named(who)
        .ifPresent(
            subject ->
                Attempts.until(
                    () ->
                        api.find(binding.path())
                            .map(Binding::new)
                            .filter(now -> now.count(subject) > 0)
                            .map(now -> api.patch(binding.path(), now.removing(subject)))
                            .orElse(JsonValue.EMPTY_JSON_OBJECT)));
  }

  private static Revoked finish(Asked asked, long end) {
    var outcome = outcome(asked, end);
    var before = asked.before();
    return new Revoked(
        before.cluster(),
        before.knownAs(),
        outcome.ended(),
        outcome.failed(),
        before.bindings().stream().filter(binding -> !asked.own().contains(binding)).toList());
  }

  private static Outcome outcome(Asked asked, long end) {
    try {
      return asked.outcome().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // too slow
      LOG.info(
          "access not ended: cluster={} reason={}", asked.before().cluster().id(), e.toString());
    }
    return new Outcome(
        List.of(), asked.own().stream().map(binding -> new Failed(binding, TOO_SLOW)).toList());
  }
}
