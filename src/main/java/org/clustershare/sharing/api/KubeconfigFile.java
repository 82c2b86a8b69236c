package org.clustershare.sharing.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.clustershare.sharing.download.PendingDownload;

/** A kubeconfig as an answer: a file to keep, and nothing to show or to store on the way. */
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
