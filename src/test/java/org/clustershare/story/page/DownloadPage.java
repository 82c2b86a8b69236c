package org.clustershare.story.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that offers a recipient's kubeconfig. */
public final class DownloadPage extends ProductPage {
  DownloadPage(Page page) {
    super(page);
  }

  /** Downloads the kubeconfig; gives the file. */
  public Path download() {
    var download = browserPage().waitForDownload(() -> follow("Download kubeconfig"));
    try {
      var file = Files.createTempFile("kubeconfig", ".yaml");
      download.saveAs(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
