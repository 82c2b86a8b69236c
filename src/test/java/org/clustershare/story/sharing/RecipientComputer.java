package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.Kubectl.Output;

/**
 * A recipient's computer: a home folder with downloads and the usual kubeconfig, and a shell that
 * knows kubectl.
 */
record RecipientComputer(Kubectl kubectlProgram, Path home) {
  private static final int PATIENCE_SECONDS = 60;

  /** A new one in a folder; people have spaces in their names. */
  static RecipientComputer in(Path folder, Kubectl kubectl) throws IOException {
    var home = Files.createTempDirectory(folder, "a person's home ");
    Files.createDirectories(home.resolve("Downloads"));
    return new RecipientComputer(kubectl, home);
  }

  /** The usual kubeconfig. */
  Path config() {
    return home.resolve(".kube/config");
  }

  /** Puts a kubeconfig at the usual place. */
  void has(Path kubeconfig) throws IOException {
    Files.createDirectories(home.resolve(".kube"));
    Files.copy(kubeconfig, config());
  }

  /** What a command says; its exit code stands after it unless it is 0. */
  String shell(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    builder.environment().remove("KUBECONFIG");
    builder.environment().put("HOME", home.toString());
    builder
        .environment()
        .merge("PATH", kubectlProgram.programs().toString(), (path, ours) -> ours + ":" + path);
    builder.environment().putAll(environment);
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return said + (process.exitValue() == 0 ? "" : "exit " + process.exitValue());
  }

  /** Runs kubectl with the usual kubeconfig. */
  Output kubectl(String... arguments) {
    return kubectlProgram.run(config(), arguments);
  }

  /** A context with what it refers to, as kubectl reads it. */
  KubeconfigContext context(String name) {
    var output = kubectl("config", "view", "--minify", "--raw", "--context=" + name);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return new KubeconfigContext(output.stdout());
  }

  String currentContext() {
    return kubectl("config", "current-context").stdout().strip();
  }

  /** The names in a list of the kubeconfig, such as {@code contexts}. */
  List<String> names(String list) {
    return kubectl(
            "config", "view", "-o", "jsonpath={range .%s[*]}{.name}{\"\\n\"}{end}".formatted(list))
        .stdout()
        .lines()
        .toList();
  }

  /** Every file beside the kubeconfig, with its content. */
  Map<String, String> filesBesideConfig() throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(config().getParent())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
