package org.clustershare.oidc.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.oidc.settings.OidcSettings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health check that reports in {@code /health/ready} whether the issuer answers, as data. The check
 * is always UP: without the issuer only new sign-ins fail, and taking the server out of service
 * would not help.
 */
@Readiness
@ApplicationScoped
public class IssuerHealthCheck implements HealthCheck {
  private final Issuer issuer;
  private final OidcSettings oidc;

  @Inject
  IssuerHealthCheck(Issuer issuer, OidcSettings oidc) {
    this.issuer = issuer;
    this.oidc = oidc;
  }

  @Override
  public HealthCheckResponse call() {
    var state = issuer.state();
    var response =
        HealthCheckResponse.named("issuer")
            .up()
            .withData("url", oidc.issuerUrl().toString())
            .withData("reachable", state.reachable());
    state.since().ifPresent(since -> response.withData("since", since.toString()));
    state.reason().ifPresent(reason -> response.withData("reason", reason));
    return response.build();
  }
}
