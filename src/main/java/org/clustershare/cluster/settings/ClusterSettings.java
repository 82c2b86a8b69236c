package org.clustershare.cluster.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clustershare.oidc.settings.ClusterIssuers;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.net.NetworkRange;

/**
 * Settings for the clusters that are accepted, and for the encryption of their credentials.
 *
 * @param encryptionKeys seal cluster credentials, newest first ({@code encryption-keys})
 * @param acceptEarlySeals whether this start binds credentials of the first version to the
 *     addresses in the database ({@code accept-early-seals})
 * @param addressPolicy the networks that a cluster may be in ({@code cluster-address-policy})
 * @param issuers where a cluster may have a client of its own ({@code cluster-issuers})
 * @param clientIds that a cluster may have as its own ({@code cluster-client-ids})
 * @param sharedAudienceServers API servers that need no client of their own ({@code
 *     shared-audience-servers})
 */
public record ClusterSettings(
    List<EncryptionKey> encryptionKeys,
    boolean acceptEarlySeals,
    Set<NetworkRange> addressPolicy,
    ClusterIssuers issuers,
    ClusterClientIds clientIds,
    SharedAudienceServers sharedAudienceServers) {

  public static ClusterSettings read(SettingValues values) {
    return new ClusterSettings(
        encryptionKeys(values),
        values.flag("accept-early-seals", false),
        values.choices(
            "cluster-address-policy",
            NetworkRange.values(),
            NetworkRange::key,
            Set.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE)),
        ClusterIssuers.read(values),
        ClusterClientIds.read(values),
        SharedAudienceServers.read(values));
  }

  private static List<EncryptionKey> encryptionKeys(SettingValues values) {
    var key = "encryption-keys";
    var example = "\"2026:$(openssl rand -base64 32)\"";
    values.requiredSecret(key, "a name, a colon and 32 random bytes as base64, such as " + example);
    var keys = new ArrayList<EncryptionKey>();
    int position = 0;
    for (var entry : values.secretList(key)) {
      position++;
      var parsed = EncryptionKey.parse(entry);
      if (parsed.isEmpty()) {
        values.problem(
            "encryption-keys must be a list of name:base64 of 32 bytes, such as %s; entry %d is not.%s"
                .formatted(example, position, SettingValues.expressionNote(entry)));
      } else if (keys.stream().anyMatch(known -> known.id().equals(parsed.get().id()))) {
        values.problem("encryption-keys names \"%s\" twice.".formatted(parsed.get().id()));
      } else {
        keys.add(parsed.get());
      }
    }
    return List.copyOf(keys);
  }
}
