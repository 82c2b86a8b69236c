package org.clustershare.platform.deployment;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import java.io.IOException;

/** Makes requests wait until the {@link DeploymentGate} is open, for about the first second. */
public class DeploymentGateFilter extends HttpFilter {
  private final transient DeploymentGate gate;

  @Inject
  DeploymentGateFilter(DeploymentGate gate) {
    this.gate = gate;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (gate.isOpen() || gate.awaitOpen()) {
      chain.doFilter(request, response);
    }
  }
}
