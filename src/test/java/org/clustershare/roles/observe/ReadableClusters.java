package org.clustershare.roles.observe;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.clustershare.bindings.BindableRoles;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.roles.apply.PlanExecution;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.Desired;
import org.clustershare.roles.plan.ObservedRoles;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Simulated clusters of one test, and readings of them. */
final class ReadableClusters implements AfterEachCallback {
  static final Bindings BINDINGS =
      new Bindings(new BindableRoles(Set.of()), cluster -> UsernamePrefixes.NONE);

  static final DefaultRoles DESIRED = Desired.bundled();

  static final String OWNER = "alice@example.com";

  private final SimulatedClusters simulated = new SimulatedClusters();

  @Override
  public void afterEach(ExtensionContext context) {
    simulated.close();
  }

  SimulatedCluster add(String name, List<String> namespaces) {
    return simulated.add(name, namespaces);
  }

  ClusterApi api(String name) {
    return new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)))
        .of(
            new ClusterAccess(
                simulated.server(name),
                Optional.of(simulated.caPem()),
                new Credentials.BearerToken(Secret.of("simulated"))));
  }

  static RolePlan plan(ClusterApi api) {
    return RolePlan.of(DESIRED, OWNER, UsernamePrefixes.NONE, read(api));
  }

  static ObservedRoles read(ClusterApi api) {
    return new RoleReader(api, api, DESIRED).observed(OWNER);
  }

  /** A cluster whose roles have been applied. */
  SimulatedCluster inSync(String name, int namespaces) {
    var cluster = add(name, IntStream.range(0, namespaces).mapToObj(n -> "n" + n).toList());
    PlanExecution.run(name, api(name), BINDINGS, plan(api(name)));
    return cluster;
  }
}
