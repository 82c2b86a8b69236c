package org.clustershare.cluster.renewal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.model.StoredRenewal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that an administrator pastes into a shell, with a kubectl that only prints. */
class RenewalTest {
  private static final String USER = "cluster-share:account";
  private static final SigningRequest OURS = SigningRequest.of(USER);

  @TempDir private Path folder = Path.of("");

  private static Renewal renewal(Optional<String> digest) {
    var stored = new StoredRenewal(OURS.name(), "key", "id", OURS.fingerprint(), Instant.EPOCH);
    return new Renewal(Optional.empty(), Optional.of(stored), digest);
  }

  /** Runs the command at a cluster that has this request under our name. */
  private String ran(String signer, SigningRequest kept) throws Exception {
    var request = Base64.getEncoder().encodeToString(kept.requestPem().getBytes(US_ASCII));
    var kubectl =
        """
        #!/bin/sh
        if test "$1" = get; then printf '%%s' '%s client auth %s'; else echo "ran: $*"; fi
        """
            .formatted(signer, request);
    var program = Files.writeString(folder.resolve("kubectl"), kubectl);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return shell(renewal(Optional.of(SigningRequests.digest(OURS))).command());
  }

  private String shell(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  @Test
  void theCommandApprovesTheRequestOfClusterShareAndNoOther() throws Exception {
    var signer = "kubernetes.io/kube-apiserver-client";

    assertThat(ran(signer, OURS)).isEqualTo("ran: certificate approve %s\n".formatted(OURS.name()));
    assertThat(ran(signer, SigningRequest.of(USER))).startsWith("NOT APPROVED");
    assertThat(ran("example.com/signer", OURS)).startsWith("NOT APPROVED");
  }

  @Test
  void withoutARequestThatWaitsThereIsNoCommand() {
    assertThat(renewal(Optional.empty()).approvable()).isFalse();
    assertThat(renewal(Optional.empty()).command()).isEmpty();
  }
}
