package org.clustershare.cluster.registration;

import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredClient;

/** The record of a person's change to a cluster: each changed field with its former value. */
final class ClusterChangeEvent {
  private ClusterChangeEvent() {}

  static AuditEvent of(Cluster before, Cluster after) {
    var event = ClusterRows.event(AuditAction.CLUSTER_CHANGE, after);
    event = compare(event, "name", before.name(), after.name());
    event = compare(event, "owner", before.ownerEmail(), after.ownerEmail());
    if (!before.ownerEmail().equals(after.ownerEmail())) {
      event = event.about(after.ownerEmail());
    }
    event = compare(event, "server", before.server().toString(), after.server().toString());
    event =
        compare(
            event,
            "serverForPeople",
            before.serverForPeople().toString(),
            after.serverForPeople().toString());
    event = compare(event, "client", client(before.client()), client(after.client()));
    if (!before.client().equals(after.client())) {
      event = event.with("clientChanged", true);
    }
    if (!before.caPem().equals(after.caPem())) {
      event = event.with("caReplaced", true);
    }
    return before.sealedCredentials().equals(after.sealedCredentials())
        ? event
        : event.with("credentialsReplaced", true);
  }

  private static AuditEvent compare(AuditEvent event, String field, String before, String after) {
    return before.equals(after)
        ? event
        : event.with(field + "Before", before).with(field + "After", after);
  }

  /** The issuer and the id; the secret is no part of it. */
  private static String client(Optional<StoredClient> client) {
    return client.map(own -> own.issuerUrl() + " " + own.clientId()).orElse("");
  }
}
