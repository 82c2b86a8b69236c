package org.clustershare.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of Cluster Share, which the build writes into {@code version.properties}. */
public final class ProductVersion {
  /** Such as {@code 1.0.0}. */
  public static final String VALUE = read();

  private ProductVersion() {}

  private static String read() {
    var properties = new Properties();
    try (var file =
        ProductVersion.class.getResourceAsStream("/org/clustershare/version.properties")) {
      properties.load(Objects.requireNonNull(file, "version.properties is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
