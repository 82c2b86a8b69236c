package org.clustershare.access.offboarding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clustershare.access.offboarding.RevocationReport.ClusterRevocation;
import org.clustershare.access.offboarding.RevocationReport.FailedRevocation;
import org.clustershare.access.report.AccessReport.ClusterBindings;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.access.report.ProjectAccess;
import org.clustershare.bindings.BindingPatch;
import org.clustershare.bindings.ConflictRetry;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.PersonWorkQueues;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.roles.status.ReconcileRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes the bindings of a person or group in all clusters of a project: removes exactly that
 * subject from every managed binding. Clusters are changed concurrently. Bindings that remain after
 * ten seconds, or beyond {@link #MAX_BINDINGS} of a cluster, are reported as failed; the call can
 * be repeated.
 */
@ApplicationScoped
public class AccessRevocation {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRevocation.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The greatest number of bindings of a cluster that one call revokes. */
  static final int MAX_BINDINGS = 1_000;

  private static final Message TOO_SLOW = Message.of("access.unfinished", TIMEOUT.toSeconds());
  private static final Message TOO_MANY = Message.of("access.too-many", MAX_BINDINGS);

  private final Clusters clusters;
  private final Projects projects;
  private final ProjectAccess access;
  private final ReconcileRows reconcileRows;
  private final PersonWorkQueues queues;

  /**
   * A revocation in progress at one cluster.
   *
   * @param revocable the bindings to revoke
   */
  private record PendingRevocation(
      ClusterBindings before,
      List<EffectiveBinding> revocable,
      CompletableFuture<RevokedBindings> outcome) {}

  /** The result for the bindings of one cluster. */
  record RevokedBindings(List<EffectiveBinding> ended, List<FailedRevocation> failed) {}

  @Inject
  AccessRevocation(
      Clusters clusters,
      Projects projects,
      ProjectAccess access,
      ReconcileRows reconcileRows,
      PersonWorkQueues queues) {
    this.clusters = clusters;
    this.projects = projects;
    this.access = access;
    this.reconcileRows = reconcileRows;
    this.queues = queues;
  }

  /**
   * Revokes the bindings of a person or group. The owner of a cluster is not bound to the owner's
   * role later on, either.
   *
   * @throws ProblemException as {@link Projects#require}; the caller must be allowed to change
   *     bindings
   */
  public RevocationReport revoke(Person asking, String projectId, AccessSubject accessSubject) {
    projects.require(asking, projectId, Action.CHANGE_BINDINGS);
    // First, because a reconciler that has not bound the owner yet would do so afterwards.
    ownedClusters(asking, projectId, accessSubject)
        .forEach(owned -> reconcileRows.excludeOwner(owned.id(), owned.ownerEmail()));
    var found = access.of(asking, projectId, accessSubject);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    var queue = queues.forReport(asking.key());
    var pending =
        found.answered().stream().map(one -> start(one, accessSubject, deadline, queue)).toList();
    var report =
        new RevocationReport(
            pending.stream().map(one -> finish(one, deadline)).toList(), found.unanswered());
    LOG.info(
        "access ended: project={} subject={} by={} bindings={} complete={}",
        projectId,
        Person.id(accessSubject.subject().name()),
        asking.id(),
        report.revoked().stream().mapToInt(one -> one.ended().size()).sum(),
        report.complete());
    return report;
  }

  /** The clusters of a project that a person owns; a group owns none. */
  public List<Cluster> ownedClusters(Person asking, String projectId, AccessSubject accessSubject) {
    return accessSubject.subject() instanceof Subject.User(var email)
        ? clusters.in(asking, projectId).stream()
            .filter(cluster -> Person.key(cluster.ownerEmail()).equals(Person.key(email)))
            .toList()
        : List.of();
  }

  private PendingRevocation start(
      ClusterBindings before,
      AccessSubject accessSubject,
      long deadline,
      Consumer<Runnable> queue) {
    var revocable =
        before.bindings().stream().filter(EffectiveBinding::canBeRevoked).distinct().toList();
    var outcome = new CompletableFuture<RevokedBindings>();
    if (revocable.isEmpty()) {
      outcome.complete(new RevokedBindings(List.of(), List.of()));
    } else {
      var api = clusters.api(before.cluster()).within(TIMEOUT);
      queue.accept(
          () ->
              outcome.complete(
                  revoke(revocable, binding -> remove(api, binding, accessSubject), deadline)));
    }
    return new PendingRevocation(before, revocable, outcome);
  }

  /**
   * Revokes bindings of one cluster until the deadline.
   *
   * @param bindings without duplicates
   * @param remove revokes one binding
   * @param deadline the time of the report, as {@link System#nanoTime}
   */
  static RevokedBindings revoke(
      List<EffectiveBinding> bindings, Consumer<EffectiveBinding> remove, long deadline) {
    var ended = new ArrayList<EffectiveBinding>();
    var failed = new ArrayList<FailedRevocation>();
    for (var binding : bindings) {
      if (ended.size() == MAX_BINDINGS) {
        failed.add(new FailedRevocation(binding, TOO_MANY));
        continue;
      }
      if (System.nanoTime() - deadline >= 0) {
        failed.add(new FailedRevocation(binding, TOO_SLOW));
        continue;
      }
      try {
        remove.accept(binding);
        ended.add(binding);
      } catch (ClusterException e) {
        failed.add(new FailedRevocation(binding, e.message()));
      } catch (RuntimeException e) { // such as an answer that cannot be parsed
        LOG.info("binding not changed: reason={}", e.toString());
        failed.add(new FailedRevocation(binding, Message.of("access.not-changed")));
      }
    }
    return new RevokedBindings(ended, failed);
  }

  /** Each attempt reads the newest state; the API server compares and swaps. */
  private static void remove(
      ClusterApi api, EffectiveBinding binding, AccessSubject accessSubject) {
    binding
        .namedSubject(accessSubject)
        .ifPresent(
            subject ->
                ConflictRetry.retry(
                    () ->
                        api.find(binding.path())
                            .map(RoleBinding::new)
                            .filter(now -> now.binds(subject::is))
                            .map(now -> BindingPatch.remove(now, subject))
                            .map(patch -> api.patch(binding.path(), patch))));
  }

  private static ClusterRevocation finish(PendingRevocation pending, long deadline) {
    var revokedBindings = outcome(pending, deadline);
    var before = pending.before();
    return new ClusterRevocation(
        before.cluster(),
        before.knownAs(),
        revokedBindings.ended(),
        revokedBindings.failed(),
        before.bindings().stream().filter(binding -> !binding.canBeRevoked()).toList());
  }

  private static RevokedBindings outcome(PendingRevocation pending, long deadline) {
    try {
      return pending.outcome().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // too slow
      LOG.info(
          "access not ended: cluster={} reason={}", pending.before().cluster().id(), e.toString());
    }
    return new RevokedBindings(
        List.of(),
        pending.revocable().stream()
            .map(binding -> new FailedRevocation(binding, TOO_SLOW))
            .toList());
  }
}
