package org.clustershare.audit.forward;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.clustershare.audit.export.AuditExport;
import org.clustershare.audit.settings.AuditSettings.Webhook;
import org.clustershare.oidc.http.IssuerHttpClient;
import org.clustershare.oidc.http.IssuerTrustStore;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;

/**
 * A server that takes records by {@code POST} as JSON lines. It goes through the one HTTP stack:
 * the certificate is verified, no redirect is followed, and an answer takes at most ten seconds.
 * Addresses of cloud metadata services are refused. The server accepts a delivery with a status of
 * 2xx; it can receive a record twice, with the same id.
 */
final class WebhookTarget implements ForwardTarget {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final int TOO_LARGE = 413;

  private final Webhook webhook;
  private final IssuerHttpClient client;

  WebhookTarget(Webhook webhook, Clock clock) {
    this.webhook = webhook;
    var trustStore = new IssuerTrustStore(webhook.caFile(), true, clock);
    // The settings allow plain http to this machine only.
    this.client =
        "http".equals(webhook.url().getScheme())
            ? IssuerHttpClient.installation(trustStore)
            : IssuerHttpClient.named(policy(webhook), trustStore);
  }

  private static AddressPolicy policy(Webhook webhook) {
    var ranges = EnumSet.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE);
    if (LOOPBACK.contains(webhook.url().getHost())) {
      ranges.add(NetworkRange.LOOPBACK);
    }
    return new AddressPolicy(ranges);
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void deliver(List<String> lines) throws IOException {
    var request = new HTTPRequest(HTTPRequest.Method.POST, webhook.url());
    request.setHeader("Content-Type", AuditExport.MEDIA_TYPE);
    webhook.authorization().ifPresent(value -> request.setHeader("Authorization", value.reveal()));
    request.setBody(String.join("\n", lines) + "\n");
    int status = client.send(request).getStatusCode();
    if (status == TOO_LARGE) {
      throw new DeliveryTooLargeException(request.getBody().length());
    }
    if (status < 200 || status > 299) {
      throw new IOException("the webhook answers " + status);
    }
  }
}
