package org.clustershare.cluster.kkp;

/**
 * Health of a cluster as KKP writes it. Cluster Share sees only the API server, so every component
 * has its state: KKP's console shows a cluster as running only if all of them are up.
 */
public record HealthJson(
    String apiserver,
    String scheduler,
    String controller,
    String machineController,
    String etcd,
    String cloudProviderInfrastructure,
    String userClusterControllerManager,
    String applicationController) {
  static HealthJson of(boolean up) {
    var state = up ? "HealthStatusUp" : "HealthStatusDown";
    return new HealthJson(state, state, state, state, state, state, state, state);
  }
}
