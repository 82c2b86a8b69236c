package org.clustershare.story.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.KubernetesCluster;

/**
 * A manifest for an account with few rights, with the commands in its head that make a kubeconfig.
 *
 * @param name the file's name, as its commands call it
 * @param text as the product serves it
 */
record AppliedAccessManifest(String name, String text) {
  /** As a cluster's administrator does: saves the file, and pastes the commands in its head. */
  void apply(Testbed testbed, KubernetesCluster kubernetesCluster, Path folder)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(name), text);
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.createFile(
        bin.resolve("kubectl"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        bin.resolve("kubectl"),
        "#!/bin/sh\nexec \"%s\" kubectl \"$@\"\n".formatted(testbed.program()));
    var builder =
        new ProcessBuilder("bash", "-c", commands())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .put("KUBECONFIG", kubernetesCluster.kubeconfig().toAbsolutePath().toString());
    builder.environment().merge("PATH", bin.toString(), (path, ours) -> ours + ":" + path);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private String commands() {
    return String.join(
        "\n",
        text.lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^# ?", ""))
            .dropWhile(line -> !line.startsWith("kubectl"))
            .takeWhile(line -> !line.startsWith("Then add"))
            .toList());
  }
}
