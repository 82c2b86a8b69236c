package org.clustershare.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The programs of the test bed: {@code testbed} (kube-apiserver, its controllers, etcd, dex and
 * kubectl in one) and kubelogin. They are built once from {@code src/test/testbed} and kept in the
 * user's cache folder under a name that is a hash of what they are built from.
 */
public final class Testbed {
  /** An explicit folder with the finished programs. */
  static final String FOLDER = "TESTBED_DIR";

  /** Where a kube-apiserver is taken from instead, as Kubernetes' envtest does. */
  static final String ASSETS = "KUBEBUILDER_ASSETS";

  private static final Path SOURCES = Path.of("src/test/testbed");
  private static final String KUBERNETES = "v1.37.2";
  private static final String MAIN = "testbed";
  private static final String KUBELOGIN = "kubectl-oidc_login";

  private final Path folder;

  private Testbed(Path folder) {
    this.folder = folder;
  }

  /** The finished programs; builds them first when they are not in the cache. */
  public static Testbed obtain(Consumer<String> progress) {
    var explicit = Optional.ofNullable(System.getenv(FOLDER)).map(Path::of);
    if (explicit.isPresent()) {
      if (!complete(explicit.get())) {
        throw new IllegalStateException(
            "%s names %s, which does not hold %s and %s."
                .formatted(FOLDER, explicit.get(), MAIN, KUBELOGIN));
      }
      return new Testbed(explicit.get());
    }
    try {
      var folder = cache().resolve("testbed-" + hash());
      if (!complete(folder)) {
        build(folder, progress);
      }
      return new Testbed(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path program() {
    return folder.resolve(MAIN);
  }

  /** A folder that can be put on a PATH: it has kubelogin under the name kubectl plugins have. */
  public Path folder() {
    return folder;
  }

  /** The folder with another kube-apiserver to use, when the environment names one. */
  public Optional<Path> assets() {
    var assets = Optional.ofNullable(System.getenv(ASSETS)).map(Path::of);
    assets
        .filter(path -> !Files.isExecutable(path.resolve("kube-apiserver")))
        .ifPresent(
            path -> {
              throw new IllegalStateException(
                  "%s names %s, which has no kube-apiserver; correct it or unset it."
                      .formatted(ASSETS, path));
            });
    return assets;
  }

  private static boolean complete(Path folder) {
    return Files.isExecutable(folder.resolve(MAIN))
        && Files.isExecutable(folder.resolve(KUBELOGIN));
  }

  static Path cache() throws IOException {
    var base =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return Files.createDirectories(base.resolve("cluster-share"));
  }

  private static void build(Path folder, Consumer<String> progress) throws IOException {
    // Two builds at once would do the same work twice: the second waits and finds it done.
    try (var channel =
            FileChannel.open(
                folder.resolveSibling("testbed.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (complete(folder) || !lock.isValid()) {
        return;
      }
      progress.accept(
          "Building the test bed (kube-apiserver, etcd, dex, kubectl, kubelogin) from source, once: about 10 minutes on 2 cores.");
      var go = GoToolchain.find(cache(), progress);
      var unfinished = Files.createTempDirectory(cache(), "building-");
      var version =
          "-X k8s.io/component-base/version.gitVersion=%s -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=37"
              .formatted(KUBERNETES);
      go.build(SOURCES, ".", version, unfinished.resolve(MAIN), progress);
      go.build(
          SOURCES.resolve("kubelogin"),
          "github.com/int128/kubelogin",
          "",
          unfinished.resolve(KUBELOGIN),
          progress);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      progress.accept("The test bed is built and kept in " + folder);
    }
  }

  private static String hash() throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (KUBERNETES + System.getProperty("os.name") + System.getProperty("os.arch"))
              .getBytes(StandardCharsets.UTF_8));
      try (Stream<Path> files = Files.walk(SOURCES)) {
        List<Path> sorted =
            files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
        for (var file : sorted) {
          digest.update(SOURCES.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
