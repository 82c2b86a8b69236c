package org.clustershare.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
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
  private static final String RUNTIME = "fish.payara.micro.PayaraMicroRuntime";
  private static final String APPLICATION = "/MICRO-INF/deploy/ROOT.war";

  /** The server reads its class path from the manifest of this file. */
  private static final String BOOT_JAR = "fish.payara.micro.BootJar";

  /** The options with which the one-file bundle is packed, too. */
  private static final List<String> OPTIONS = List.of("--nohazelcast", "--disablephonehome");

  /** A start that deploys, stops the server and ends. */
  private static final String TRAINING = "--warmup";

  /** The settings of such a start; they win over those of the environment. */
  private static final String TRAINING_SETTINGS = "/MICRO-INF/training.properties";

  /** The first file that sets a property wins, after the command line. */
  private static final List<String> PROPERTIES =
      List.of("/MICRO-INF/bundle.properties", "/MICRO-INF/payara-boot.properties");

  private static final int CONFIGURATION_ERROR = 78;

  private Launcher() {}

  /**
   * Starts the server. If the server runs without the application, deploys it once more; if that
   * fails, too, ends the process with exit code 1. If the temporary folder cannot be used, ends it
   * with 78 before the server starts.
   *
   * @param arguments options of Payara Micro, such as {@code --port 8080}
   */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, IOException, URISyntaxException {
    TemporaryFolder.ofJvm().problem().ifPresent(Launcher::refuse);
    boolean training = List.of(arguments).contains(TRAINING);
    if (training) {
      System.getProperties().putAll(read(TRAINING_SETTINGS));
    }
    System.setProperty(BOOT_JAR, jar().toUri().toString());
    for (var file : PROPERTIES) {
      var properties = read(file);
      properties
          .stringPropertyNames()
          .forEach(name -> System.getProperties().putIfAbsent(name, properties.get(name)));
    }
    var server = Class.forName(SERVER);
    Object options = Stream.concat(OPTIONS.stream(), Stream.of(arguments)).toArray(String[]::new);
    server.getMethod("main", String[].class).invoke(null, options);
    if (!training && !isDeployed(server) && !deploys(server)) {
      System.err.println(
          "Cluster Share ends, because the server could not deploy it. The log says why.");
      System.exit(1);
    }
  }

  /** Ends the process as every start does that a corrected configuration helps (sysexits.h). */
  private static void refuse(String problem) {
    System.err.println("Cluster Share cannot start:");
    System.err.println("  - " + problem);
    Runtime.getRuntime().halt(CONFIGURATION_ERROR);
  }

  private static boolean isDeployed(Class<?> server) throws ReflectiveOperationException {
    var names = Class.forName(RUNTIME).getMethod("getDeployedApplicationNames");
    return !((Collection<?>) names.invoke(runtime(server))).isEmpty();
  }

  /**
   * Payara's search for annotations, in several threads, misses some about once in a hundred
   * starts; its log then says that the JNDI lookup of the data source failed.
   */
  private static boolean deploys(Class<?> server) throws ReflectiveOperationException, IOException {
    System.err.println("The server runs without Cluster Share and deploys it once more.");
    var deploy =
        Class.forName(RUNTIME).getMethod("deploy", String.class, String.class, InputStream.class);
    try (var application = resource(APPLICATION)) {
      deploy.invoke(runtime(server), "ROOT", "/", application);
    }
    return isDeployed(server);
  }

  private static Object runtime(Class<?> server) throws ReflectiveOperationException {
    var instance = server.getMethod("getInstance").invoke(null);
    return Class.forName("fish.payara.micro.boot.PayaraMicroBoot")
        .getMethod("getRuntime")
        .invoke(instance);
  }

  private static Path jar() throws URISyntaxException {
    var location = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(location.toURI()).toAbsolutePath();
  }

  private static Properties read(String resource) throws IOException {
    var properties = new Properties();
    try (var stored = resource(resource)) {
      properties.load(stored);
    }
    return properties;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Launcher.class.getResourceAsStream(name), name);
  }
}
