package org.clustershare.cluster.boundary;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A kubeconfig in a form: a file, or pasted text. */
public class KubeconfigField {
  private String pasted = "";
  private @Nullable Part file;

  /** What was given, as it was given; a file counts more than text. */
  byte[] content() {
    if (file == null || file.getSize() == 0) {
      return pasted.getBytes(StandardCharsets.UTF_8);
    }
    try (var in = file.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String getPasted() {
    return pasted;
  }

  public void setPasted(@Nullable String pasted) {
    this.pasted = pasted == null ? "" : pasted;
  }

  public @Nullable Part getFile() {
    return file;
  }

  public void setFile(@Nullable Part file) {
    this.file = file;
  }
}
