package org.clustershare.access.offboarding;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clustershare.access.offboarding.RevocationReport.Failed;
import org.clustershare.access.offboarding.RevocationReport.Revoked;
import org.clustershare.access.report.AccessReport.Answered;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.access.report.ProjectAccess;
import org.clustershare.bindings.Binding;
import org.clustershare.bindings.WriteConflictRetry;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.PersonWorkQueues;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.roles.status.ReconcileRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a person or group has in all clusters of a project: removes exactly that subject from
 * every binding that is managed here. Several clusters are changed at once; what is not done after
 * ten seconds or beyond {@link #MOST_ENDED} bindings of a cluster is reported as open, and the call
 * can be repeated.
 */
@ApplicationScoped
public class AccessRevocation {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRevocation.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** How many bindings of a cluster are ended in one call. */
  static final int MOST_ENDED = 1_000;

  private static final Message TOO_SLOW = Message.of("access.unfinished", LONGEST.toSeconds());
  private static final Message TOO_MANY = Message.of("access.too-many", MOST_ENDED);

  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private ProjectAccess access;
  @Inject private ReconcileRows reconciling;

  private final PersonWorkQueues lanes = new PersonWorkQueues("access-revocation");

  @PreDestroy
  void close() {
    lanes.close();
  }

  private record Asked(
      Answered before, List<EffectiveBinding> own, CompletableFuture<Outcome> outcome) {}

  /** What became of the bindings of one cluster. */
  record Outcome(List<EffectiveBinding> ended, List<Failed> failed) {}

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
    var lane = lanes.forReport(asking.key());
    var asked = found.answered().stream().map(one -> begin(one, who, end, lane)).toList();
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

  private Asked begin(Answered before, Who who, long end, Consumer<Runnable> lane) {
    var own = before.bindings().stream().filter(EffectiveBinding::canBeEnded).distinct().toList();
    var outcome = new CompletableFuture<Outcome>();
    if (own.isEmpty()) {
      outcome.complete(new Outcome(List.of(), List.of()));
    } else {
      var api = clusters.api(before.cluster()).within(LONGEST);
      lane.accept(() -> outcome.complete(end(own, binding -> remove(api, binding, who), end)));
    }
    return new Asked(before, own, outcome);
  }

  /**
   * Ends bindings of one cluster, until it is time to report.
   *
   * @param own different bindings
   * @param remove ends one binding
   * @param end when the report is given, as {@link System#nanoTime}
   */
  static Outcome end(List<EffectiveBinding> own, Consumer<EffectiveBinding> remove, long end) {
    var ended = new ArrayList<EffectiveBinding>();
    var failed = new ArrayList<Failed>();
    for (var binding : own) {
      if (ended.size() == MOST_ENDED) {
        failed.add(new Failed(binding, TOO_MANY));
        continue;
      }
      if (System.nanoTime() - end >= 0) {
        failed.add(new Failed(binding, TOO_SLOW));
        continue;
      }
      try {
        remove.accept(binding);
        ended.add(binding);
      } catch (ClusterException e) {
        failed.add(new Failed(binding, e.message()));
      } catch (RuntimeException e) { // such as an answer that cannot be understood
        LOG.info("binding not changed: reason={}", e.toString());
        failed.add(new Failed(binding, Message.of("access.not-changed")));
      }
    }
    return new Outcome(ended, failed);
  }

  /** Each attempt looks at the newest state; the API server compares and swaps. */
  private static void remove(ClusterApi api, EffectiveBinding binding, Who who) {
    binding
        .named(who)
        .ifPresent(
            subject ->
                WriteConflictRetry.until(
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
        before.bindings().stream().filter(binding -> !binding.canBeEnded()).toList());
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
