package org.clustershare.platform.deployment;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import java.io.IOException;

/** Lets requests of the first second wait for the {@link DeploymentGate}. */
public class DeploymentGateFilter extends HttpFilter {
  @Inject private transient DeploymentGate gate;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (gate.isOpen() || gate.awaitOpen()) {
      chain.doFilter(request, response);
    }
  }
}
