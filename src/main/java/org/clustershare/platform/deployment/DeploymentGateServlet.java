package org.clustershare.platform.deployment;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;

/** Opens the {@link DeploymentGate}: web.xml initializes it after all other servlets. */
public class DeploymentGateServlet extends HttpServlet {
  private final transient DeploymentGate gate;

  @Inject
  DeploymentGateServlet(DeploymentGate gate) {
    this.gate = gate;
  }

  @Override
  public void init() {
    gate.open();
  }
}
