package org.clustershare.sharing.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.sharing.download.PendingDownload;

/** The response with a kubeconfig: a download that no browser shows and no proxy stores. */
final class KubeconfigFile {
  private KubeconfigFile() {}

  static Response answer(PendingDownload kubeconfig) {
    return answer(kubeconfig.content(), kubeconfig.fileName());
  }

  static Response answer(Secret content, String fileName) {
    return Response.ok(content.reveal(), "application/octet-stream")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + fileName)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
