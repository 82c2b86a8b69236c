package org.clustershare.sharing.download;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.sharing.download.PendingDownload.Recipient;
import org.clustershare.sharing.download.PendingDownload.Source;

/** Text form of a pending download, which is sealed before it is stored. */
final class PendingDownloadText {
  private static final String SHARE = "share";
  private static final String CLUSTER = "cluster";
  private static final String CLUSTER_NAME = "clusterName";
  private static final String SERVER_HOST = "serverHost";
  private static final String SHARED_BY = "sharedBy";
  private static final String EMAIL = "email";
  private static final String OTHER_ISSUER = "otherIssuer";
  private static final String STYLE = "style";
  private static final String CONTENT = "content";
  private static final String EXPIRES_AT = "expiresAt";

  private PendingDownloadText() {}

  /** The text of a download, which contains its secrets. */
  static String of(PendingDownload download) {
    var text =
        JsonFactory.object()
            .add(SHARE, download.source().shareId())
            .add(CLUSTER, download.clusterId())
            .add(CLUSTER_NAME, download.clusterName())
            .add(SERVER_HOST, download.serverHost())
            .add(SHARED_BY, download.sharedBy())
            .add(EMAIL, download.email())
            .add(STYLE, download.style().key())
            .add(CONTENT, download.content().reveal())
            .add(EXPIRES_AT, download.expiresAt().toString());
    download
        .recipient()
        .otherIssuer()
        .ifPresent(issuer -> text.add(OTHER_ISSUER, issuer.toString()));
    return text.build().toString();
  }

  /** The download that {@link #of} describes. */
  static PendingDownload read(String text) {
    try (var reader = JsonFactory.reader(text)) {
      return read(reader.readObject());
    }
  }

  private static PendingDownload read(JsonObject json) {
    return new PendingDownload(
        new Source(
            json.getString(SHARE),
            json.getString(CLUSTER),
            json.getString(CLUSTER_NAME),
            json.getString(SERVER_HOST),
            json.getString(SHARED_BY)),
        new Recipient(
            json.getString(EMAIL),
            Optional.ofNullable(json.getString(OTHER_ISSUER, null)).map(URI::create)),
        KubeconfigStyle.of(json.getString(STYLE)).orElseThrow(),
        Secret.of(json.getString(CONTENT)),
        Instant.parse(json.getString(EXPIRES_AT)));
  }
}
