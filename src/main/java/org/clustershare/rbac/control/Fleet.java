package org.clustershare.rbac.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clustershare.cluster.control.ClusterAdded;
import org.clustershare.cluster.control.ClusterOwnerChanged;
import org.clustershare.platform.settings.Settings;
import org.clustershare.rbac.control.RoleReconciler.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles the clusters that this instance of the server looks after, several at once, each on
 * its own: one that is slow or broken is waited for by nobody.
 */
@ApplicationScoped
public class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
  // Together less than the 16 threads that the server gives to asynchronous EJBs and to timers: the
  // timer that renews our claims must not wait for a place.
  private static final int AT_ONCE = 10;
  private static final int SLOW_AT_ONCE = 4;

  @Inject private Claims claims;
  @Inject private RoleReconciler reconciler;
  @Inject private ClusterWorker worker;
  @Inject private Settings settings;
  @Inject private Clock clock;

  private final Lane quick = new Lane(AT_ONCE);
  // A lane of their own: many that hang must not take the others' places.
  private final Lane slow = new Lane(SLOW_AT_ONCE);
  private final AtomicBoolean ticking = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init")
  private Schedule schedule;

  @PostConstruct
  void open() {
    schedule =
        new Schedule(
            settings.roles().reconcileInterval(),
            clock,
            () -> ThreadLocalRandom.current().nextLong());
  }

  /** Begins with every cluster that is due; does not wait for them. Called each second. */
  public void tick() {
    if (ticking.compareAndSet(false, true)) {
      try {
        if (claims.due()) {
          schedule.keep(claims.renew());
        }
        if (claims.valid()) {
          schedule.begin().forEach(this::begin);
        }
      } finally {
        ticking.set(false);
      }
    }
  }

  /** Looks at one cluster at once, whoever looks after it. */
  public Pass reconcileNow(String clusterId, String by) {
    var pass = reconciler.reconcile(clusterId, Patience.MUCH, by);
    if (pass.failure().isEmpty()) {
      schedule.recovered(clusterId);
    }
    return pass;
  }

  /** The clusters that this instance looks after, for whatever else is done to all of them. */
  public Set<String> mine() {
    return claims.mine();
  }

  /** Leaves the clusters to the other instances. */
  public void leave() {
    claims.leave();
  }

  void onAdded(@Observes ClusterAdded added) {
    try {
      claims.adopt(added.clusterId());
    } catch (RuntimeException e) {
      // Whoever renews next finds it.
      LOG.info("cluster not claimed: cluster={} reason={}", added.clusterId(), e.toString());
    }
    hurry(added.clusterId());
  }

  void onOwnerChanged(@Observes ClusterOwnerChanged changed) {
    hurry(changed.clusterId());
  }

  private void hurry(String clusterId) {
    schedule.hurry(clusterId);
    schedule.begin().forEach(this::begin);
  }

  private void begin(String clusterId) {
    boolean aside = schedule.slow(clusterId);
    var lane = aside ? slow : quick;
    lane.add(worker::work, () -> look(clusterId, aside ? Patience.MUCH : Patience.LITTLE));
  }

  // Whatever goes wrong with one cluster must not end the look at the others.
  private void look(String clusterId, Patience patience) {
    var begun = clock.instant();
    try {
      var pass = reconciler.reconcile(clusterId, patience, "");
      if (pass.failure().isEmpty()) {
        schedule.succeeded(clusterId, Duration.between(begun, clock.instant()));
      } else if (pass.unfinished()) {
        schedule.unfinished(clusterId);
      } else if (patience == Patience.LITTLE && pass.unanswered()) {
        // Perhaps it only needs longer: once more, where that delays nobody.
        schedule.setAside(clusterId);
        slow.add(worker::work, () -> look(clusterId, Patience.MUCH));
      } else {
        failed(clusterId, pass.failure().map(Throwable::toString));
      }
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Also what a hostile cluster can cause: the others must still be looked at.
      failed(clusterId, Optional.of(e.toString()));
    }
  }

  private void failed(String clusterId, Optional<String> reason) {
    LOG.warn(
        "reconcile failed: cluster={} until={} reason={}",
        clusterId,
        schedule.failed(clusterId),
        reason.orElse(""));
  }
}
