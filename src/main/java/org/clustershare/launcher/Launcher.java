package org.clustershare.launcher;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Main class of the distribution folder. It runs Payara Micro in the class path of its JAR file, so
 * that an ahead-of-time cache (JEP 483) can hold the server's classes. Payara Micro's own launcher
 * loads them with a class loader that such a cache does not cover.
 */
public final class Launcher {
  private static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";

  /** The server reads its class path from the manifest of this file. */
  private static final String BOOT_JAR = "fish.payara.micro.BootJar";

  /** The options with which the one-file bundle is packed, too. */
  private static final List<String> OPTIONS = List.of("--nohazelcast", "--disablephonehome");

  /** The first file that sets a property wins, after the command line. */
  private static final List<String> PROPERTIES =
      List.of("/MICRO-INF/bundle.properties", "/MICRO-INF/payara-boot.properties");

  private Launcher() {}

  /**
   * Starts the server.
   *
   * @param arguments options of Payara Micro, such as {@code --port 8080}
   */
  public static void main(String[] arguments) throws Throwable {
    System.setProperty(BOOT_JAR, jar().toUri().toString());
    for (var file : PROPERTIES) {
      var properties = read(file);
      properties
          .stringPropertyNames()
          .forEach(name -> System.getProperties().putIfAbsent(name, properties.get(name)));
    }
    var main = MethodType.methodType(void.class, String[].class);
    MethodHandles.publicLookup()
        .findStatic(Class.forName(SERVER), "main", main)
        .invokeExact(Stream.concat(OPTIONS.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path jar() throws URISyntaxException {
    var location = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(location.toURI()).toAbsolutePath();
  }

  private static Properties read(String resource) throws IOException {
    var properties = new Properties();
    try (var stored = Launcher.class.getResourceAsStream(resource)) {
      properties.load(Objects.requireNonNull(stored, resource));
    }
    return properties;
  }
}
