package org.clustershare.testbed.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.provider.Dex;

/** Cluster Share itself, as its users run it: {@code target/dist/bin/cluster-share}. */
public final class Product implements AutoCloseable {
  /** One for all: each client keeps a selector and sockets until it is collected. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  // More where many others build: a start takes 20 s of processor time.
  private static final Duration LONGEST_START =
      Duration.ofMinutes(Integer.getInteger("cluster-share.start-minutes", 3));
  private static final Path JAR =
      Path.of(System.getProperty("cluster-share.jar", "target/cluster-share.jar"));
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("cluster-share.dist", "target/dist"));
  private static final String JVM_OPTIONS =
      "-XX:+UseSerialGC -Xms64m -Xmx512m " + System.getProperty("cluster-share.jvm-option", "");

  private static final String READY = "ready";

  private final ChildProcess process;
  private final String base;
  private final Path log;
  private final Duration startTime;

  private Product(ChildProcess process, String base, Path log, Duration startTime) {
    this.process = process;
    this.base = base;
    this.log = log;
    this.startTime = startTime;
  }

  /** The address of a product on a port. */
  public static String base(int port) {
    return "http://localhost:" + port;
  }

  /** A port that is free just now. */
  public static int freePort() {
    return Ports.free();
  }

  /** What the demo and the tests set, as environment variables: everything open, with new keys. */
  public static Map<String, String> environment(int port, Dex dex, Path dir) {
    return environment(port, dex.url(), dex.caFile(), dir);
  }

  /** Among them what an installation has closed unless its operator opens it. */
  public static Map<String, String> opened() {
    var opened = new LinkedHashMap<String, String>();
    // KKP's way, which most tests are written for.
    opened.put("PROJECT_CREATORS", "everyone");
    opened.put("OIDC_API_CLIENT_IDS", Dex.CLIENT_ID);
    opened.put("FEATURE_GATES", "OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=true");
    opened.put("SHARE_KUBECONFIG", "true");
    // The test bed's clusters are on this machine.
    opened.put("CLUSTER_ADDRESS_POLICY", "public,private,loopback");
    return opened;
  }

  /** The same with any provider at which our clients are called as at {@link Dex}. */
  public static Map<String, String> environment(int port, URI issuer, Path caFile, Path dir) {
    var environment = new HashMap<String, String>();
    environment.put("OIDC_ISSUER_URL", issuer.toString());
    environment.put("OIDC_ISSUER_CLIENT_ID", Dex.CLIENT_ID);
    environment.put("OIDC_ISSUER_CLIENT_SECRET", Dex.CLIENT_SECRET);
    environment.put("OIDC_ISSUER_REDIRECT_URI", base(port) + "/api/v1/kubeconfig");
    environment.put("OIDC_ISSUER_COOKIE_HASH_KEY", HexFormat.of().formatHex(random()));
    environment.put("OIDC_CA_FILE", caFile.toString());
    environment.put("OIDC_KUBELOGIN_CLIENT_ID", Dex.KUBELOGIN_CLIENT_ID);
    environment.put("ENCRYPTION_KEYS", "demo:" + Base64.getEncoder().encodeToString(random()));
    environment.putAll(opened());
    environment.put("RECONCILE_INTERVAL", "5s");
    environment.put(
        "DATABASE_URL",
        "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(dir.resolve("database").toAbsolutePath()));
    return environment;
  }

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Starts it and waits until it is ready. */
  public static Product start(int port, Path dir, Map<String, String> environment) {
    return start(port, dir, environment, List.of());
  }

  /**
   * The same with further arguments, such as an application to deploy beside Cluster Share.
   *
   * @throws IllegalStateException if it does not become ready; the message says why
   */
  public static Product start(
      int port, Path dir, Map<String, String> environment, List<String> arguments) {
    return startProgram(List.of(script()), port, dir, environment, arguments);
  }

  /** Starts the bundle, one file that runs by itself, and waits until it is ready. */
  public static Product startBundle(int port, Path dir, Map<String, String> environment) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = JAR.toAbsolutePath().toString();
    return startProgram(List.of(java, "-Xmx512m", "-jar", jar), port, dir, environment);
  }

  /** Starts a program that takes Payara Micro's options, and waits until it is ready. */
  public static Product startProgram(
      List<String> program, int port, Path dir, Map<String, String> environment) {
    return startProgram(program, port, dir, environment, List.of());
  }

  private static Product startProgram(
      List<String> program,
      int port,
      Path dir,
      Map<String, String> environment,
      List<String> arguments) {
    var begun = Instant.now();
    var process = launch(program, port, dir, environment, arguments);
    return ready(begun, process, port, log(dir));
  }

  private static Path log(Path dir) {
    return dir.resolve("cluster-share.log");
  }

  private static Product ready(Instant begun, ChildProcess process, int port, Path log) {
    for (var health = health(base(port)); !health.equals(READY); health = health(base(port))) {
      var elapsed = Duration.between(begun, Instant.now());
      if (!process.alive() || elapsed.compareTo(LONGEST_START) > 0) {
        try (process) {
          throw failure(process, health, log).exception();
        }
      }
      pause();
    }
    return new Product(process, base(port), log, Duration.between(begun, Instant.now()));
  }

  /** Starts it with settings that it must refuse; gives its exit code. */
  public static int startAndAwaitEnd(int port, Path dir, Map<String, String> environment) {
    try (var process = launch(List.of(script()), port, dir, environment, List.of())) {
      var deadline = Instant.now().plus(LONGEST_START);
      while (process.alive() && Instant.now().isBefore(deadline)) {
        pause();
      }
      return process.alive() ? -1 : process.exitCode();
    }
  }

  private static String script() {
    return DISTRIBUTION.resolve("bin/cluster-share").toAbsolutePath().toString();
  }

  private static ChildProcess launch(
      List<String> program,
      int port,
      Path dir,
      Map<String, String> environment,
      List<String> arguments) {
    // It knows nothing of us: the test bed ends it when we are gone, however that comes.
    var supervisor = Testbed.obtain(System.out::println).program().toString();
    var command = new ArrayList<>(List.of(supervisor, "run"));
    command.addAll(program);
    command.addAll(List.of("--port", "" + port));
    command.addAll(arguments);
    var settings = new HashMap<>(environment);
    settings.put("JAVA_HOME", System.getProperty("java.home"));
    settings.putIfAbsent("JAVA_OPTIONS", JVM_OPTIONS);
    return ChildProcess.start(command, settings, log(dir));
  }

  private static StartFailure failure(ChildProcess process, String health, Path log) {
    return process.alive()
        ? StartFailure.of(
            "Cluster Share was not ready after %d s (%s), see %s"
                .formatted(LONGEST_START.toSeconds(), health, log),
            log,
            process.childPid())
        : StartFailure.of(
            "Cluster Share ended with code %d before it was ready, see %s"
                .formatted(process.exitCode(), log),
            log,
            Optional.empty());
  }

  /** {@link #READY}, or the reason why it is not. */
  private static String health(String base) {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? READY
          : "its readiness is %d %s".formatted(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return "its readiness check gives " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String base() {
    return base;
  }

  public Duration startTime() {
    return startTime;
  }

  public Path log() {
    return log;
  }

  /** Everything that it has logged. */
  public String logged() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has in memory (resident set size), in MiB; 0 where the system does not tell. */
  public long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid()))).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kib -> Long.parseLong(kib) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Its own process, for measuring. */
  public long pid() {
    return process.childPid().orElseThrow();
  }

  @Override
  public void close() {
    process.close();
  }
}
