package org.clustershare.story.activity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.product.Product;

/**
 * A product whose standard output goes to a file.
 *
 * @param output the file
 */
record PrintingProduct(Product product, Path output) implements AutoCloseable {
  static PrintingProduct start(int port, Path folder, Map<String, String> environment) {
    var output = folder.resolve("stdout").toAbsolutePath();
    var script =
        Path.of(System.getProperty("cluster-share.dist", "target/dist"), "bin", "cluster-share");
    var program =
        List.of(
            "sh",
            "-c",
            "exec \"$0\" \"$@\" > '%s'".formatted(output),
            script.toAbsolutePath().toString());
    return new PrintingProduct(Product.startProgram(program, port, folder, environment), output);
  }

  /** Everything that it has printed. */
  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    product.close();
  }
}
