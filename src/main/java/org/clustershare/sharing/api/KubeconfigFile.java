package org.clustershare.sharing.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.clustershare.sharing.download.PendingDownload;

/** The response with a kubeconfig: a download that no browser shows and no proxy stores. */
final class KubeconfigFile {
  private KubeconfigFile() {}

  static Response answer(PendingDownload kubeconfig) {
    return Response.ok(kubeconfig.content().reveal(), "application/octet-stream")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + kubeconfig.fileName())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
