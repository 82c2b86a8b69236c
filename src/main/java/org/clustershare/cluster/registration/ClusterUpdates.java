package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.clustershare.cluster.ClusterOwnerChanged;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClientEnrollment.CheckedClient;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterChangeCheck.CheckedChange;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes to registered clusters, see {@link ClusterRegistration#change}. */
@ApplicationScoped
class ClusterUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterUpdates.class);

  private final ClusterRows rows;
  private final Clusters clusters;
  private final Projects projects;
  private final ClusterChangeCheck changes;
  private final Event<ClusterOwnerChanged> ownerChanged;
  private final EndpointChanges endpoints;

  @Inject
  ClusterUpdates(
      ClusterRows rows,
      Clusters clusters,
      Projects projects,
      ClusterChangeCheck changes,
      Event<ClusterOwnerChanged> ownerChanged,
      EndpointChanges endpoints) {
    this.rows = rows;
    this.clusters = clusters;
    this.projects = projects;
    this.changes = changes;
    this.ownerChanged = ownerChanged;
    this.endpoints = endpoints;
  }

  Cluster change(
      Person person,
      String projectId,
      String clusterId,
      ClusterChange change,
      ExpectedVersion expected) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    expected.check(cluster.version());
    var checked = changes.check(person, cluster, change);
    // The check took time: the person may have been removed or degraded meanwhile.
    projects.require(person, projectId, Action.CHANGE_CLUSTER);
    var changed = rows.change(clusterId, expected, found -> apply(checked, found, person));
    LOG.info(
        "cluster changed: cluster={} by={} credentials={} client={} owner={}",
        clusterId,
        person.id(),
        checked.credentials(),
        checked.client().map(CheckedClient::name).orElse("same"),
        checked.owner().map(Person::id).orElse("same"));
    checked
        .owner()
        .ifPresent(
            email ->
                ownerChanged.fire(new ClusterOwnerChanged(clusterId, cluster.ownerEmail(), email)));
    return changed;
  }

  private Cluster apply(CheckedChange change, Cluster found, Person person) {
    var next = change.application().apply(found);
    endpoints.publish(found, next, person);
    return next;
  }

  String requireOwner(Person person, String projectId, String email) {
    return changes.requireOwner(person, projectId, email);
  }
}
