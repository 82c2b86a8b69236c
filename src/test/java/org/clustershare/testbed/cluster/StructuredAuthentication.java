package org.clustershare.testbed.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clustershare.testbed.provider.Dex;

/**
 * An {@code AuthenticationConfiguration} (apiserver.config.k8s.io/v1) for {@link
 * Cluster.Settings#authenticating}.
 */
public final class StructuredAuthentication {
  private StructuredAuthentication() {}

  /** Trusts one issuer for both of our clients; people are known by email, without a prefix. */
  public static String trusting(URI issuer, Path caFile) {
    try {
      return """
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          jwt:
            - issuer:
                url: %s
                audiences: [%s, %s]
                audienceMatchPolicy: MatchAny
                certificateAuthority: |
          %s
              claimMappings:
                username: {claim: email, prefix: ""}
                groups: {claim: groups, prefix: ""}
          """
          .formatted(
              issuer,
              Dex.CLIENT_ID,
              Dex.KUBELOGIN_CLIENT_ID,
              Files.readString(caFile).strip().indent(8).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
