package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The account of {@code cluster-access-service-account.yaml}, for clusters that sign nothing. */
class LeastPrivilegeServiceAccountKT extends FewRights {
  LeastPrivilegeServiceAccountKT() {
    super(
        "cluster-access-service-account.yaml", "system:serviceaccount:cluster-share:cluster-share");
  }

  @Test
  void itCannotAskForCertificates() {
    var canI =
        stack.kubectl.run(
            kubeconfigFile(), "auth", "can-i", "create", "certificatesigningrequests");

    assertThat(canI.text()).contains("no");
  }
}
