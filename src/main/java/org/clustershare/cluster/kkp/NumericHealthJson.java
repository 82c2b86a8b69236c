package org.clustershare.cluster.kkp;

/**
 * {@link HealthJson} for clients of KKP 2.19 and earlier: 1 is up, 0 is down. Those versions have
 * no {@code applicationController}.
 */
public record NumericHealthJson(
    int apiserver,
    int scheduler,
    int controller,
    int machineController,
    int etcd,
    int cloudProviderInfrastructure,
    int userClusterControllerManager) {
  static NumericHealthJson of(boolean up) {
    int state = up ? 1 : 0;
    return new NumericHealthJson(state, state, state, state, state, state, state);
  }
}
