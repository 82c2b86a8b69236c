package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.MERGED_CLIENT;
import static org.clustershare.story.driver.Stack.MERGED_KUBELOGIN;
import static org.clustershare.story.driver.Stack.OWN_SECRET;

import com.nimbusds.jwt.JWTParser;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Sharing;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The download page's merge command, as it stands on the page, run by a real shell and a real
 * kubectl: P has the installation's client, T a client of its own. After every merge each context
 * has its own client's tokens and no other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class MergedKubeconfigKT {
  private static final String TOKENS = Recipient.WITH_TOKENS;
  private static final String PLUGIN = Recipient.WITH_KUBELOGIN;

  private final Stack stack;

  private Added usual = new Added("", "");
  private Added alsoUsual = new Added("", "");
  private Added own = new Added("", "");

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private RecipientComputer computer;

  MergedKubeconfigKT(Stack stack) {
    this.stack = stack;
  }

  private ClusterActor aliceAt(Added cluster) {
    return stack.actor(ALICE).at(cluster);
  }

  @BeforeAll
  void addClusters() {
    usual = stack.addCluster();
    alsoUsual = stack.addCluster();
    own = stack.addCluster();
    var client =
        Json.createObjectBuilder()
            .add("clientID", MERGED_CLIENT)
            .add("kubeloginClientID", MERGED_KUBELOGIN)
            .add("clientSecret", OWN_SECRET);
    assertThat(aliceAt(own).usesClient(client)).hasStatus(200);
  }

  @BeforeEach
  void freshComputer() throws IOException {
    computer = RecipientComputer.in(folder, stack.kubectl);
  }

  /** Bob opens a link, chooses a kind and downloads; gives the page's merge command. */
  private String download(Added cluster, String kind) throws IOException {
    var bob = sharing().bob();
    var page = bob.signsIn(aliceAt(cluster).shares(), kind);
    var file = computer.home().resolve("Downloads/kubeconfig-" + cluster.cluster());
    Files.copy(sharing().saves(bob, page), file, StandardCopyOption.REPLACE_EXISTING);
    return Jsoup.parse(page.body()).select("#command-merge").text();
  }

  private Sharing sharing() {
    return new Sharing(
        stack.product,
        stack.apiServer,
        stack.kubectl,
        stack.issuer.caFile(),
        folder,
        stack.issuer::idToken);
  }

  private void merge(Added cluster, String kind) throws IOException, InterruptedException {
    assertThat(computer.shell(download(cluster, kind), Map.of())).isEmpty();
  }

  /** The context's client, and the audience of its token, if it has one. */
  private void assertClient(Added cluster, String clientId) throws ParseException {
    var context = computer.context(cluster.cluster());
    assertThat(context.clientId()).isEqualTo(clientId);
    assertThat(context.server()).isEqualTo(stack.apiServer.server().toString());
    var token = context.idToken();
    if (token.isPresent()) {
      assertThat(JWTParser.parse(token.get()).getJWTClaimsSet().getAudience())
          .containsExactly(clientId);
    }
  }

  private static String client(boolean own, String kind) {
    if (kind.equals(TOKENS)) {
      return own ? MERGED_CLIENT : Dex.CLIENT_ID;
    }
    return own ? MERGED_KUBELOGIN : Dex.KUBELOGIN_CLIENT_ID;
  }

  @ParameterizedTest
  @CsvSource({
    "true,  Sign in to continue,   Sign in to continue",
    "false, Sign in to continue,   Sign in to continue",
    "true,  Use kubelogin instead, Use kubelogin instead",
    "false, Use kubelogin instead, Use kubelogin instead",
    "true,  Sign in to continue,   Use kubelogin instead",
    "false, Use kubelogin instead, Sign in to continue"
  })
  void inBothOrdersAndTwiceEachContextKeepsItsOwnClient(
      boolean usualFirst, String usualKind, String ownKind) throws Exception {
    computer.has(stack.apiServer.kubeconfig());
    var before = computer.currentContext();
    for (int round = 0; round < 2; round++) {
      if (usualFirst) {
        merge(usual, usualKind);
      }
      merge(own, ownKind);
      if (!usualFirst) {
        merge(usual, usualKind);
      }
      assertClient(usual, client(false, usualKind));
      assertClient(own, client(true, ownKind));
      assertThat(computer.currentContext()).isEqualTo(before);
    }
    assertThat(computer.names("contexts")).hasSize(3);
  }

  @Test
  void aFileOfOneKindLeavesTheOtherKindOfAnotherClusterAlone() throws Exception {
    merge(usual, TOKENS);
    merge(alsoUsual, PLUGIN);

    assertClient(usual, Dex.CLIENT_ID);
    assertClient(alsoUsual, Dex.KUBELOGIN_CLIENT_ID);

    // Of one cluster the kind that was chosen last is the one that is used.
    merge(usual, PLUGIN);
    assertClient(usual, Dex.KUBELOGIN_CLIENT_ID);
    merge(usual, TOKENS);
    assertClient(usual, Dex.CLIENT_ID);
    assertClient(alsoUsual, Dex.KUBELOGIN_CLIENT_ID);
  }

  @Test
  void newTokensOfTheSameClientReplaceTheOldOnes() throws Exception {
    merge(usual, TOKENS);
    var old = computer.context(usual.cluster()).idToken().orElseThrow();

    merge(usual, TOKENS);

    assertThat(computer.context(usual.cluster()).idToken().orElseThrow()).isNotEqualTo(old);
    assertThat(computer.names("users")).hasSize(1);
    sharing().assertBob(computer.kubectl("auth", "whoami"));
  }

  @Test
  void withoutAKubeconfigTheFirstOneIsMadeForItsOwnerAlone() throws Exception {
    merge(usual, TOKENS);

    assertThat(computer.currentContext()).isEqualTo(usual.cluster());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(computer.config())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(computer.config().getParent())))
        .isEqualTo("rwx------");
    sharing().assertBob(computer.kubectl("auth", "whoami"));
  }

  @Test
  void anEmptyKubeconfigAndOneWithoutACurrentContextGetIt() throws Exception {
    Files.createDirectories(computer.home().resolve(".kube"));
    Files.createFile(computer.config());
    merge(usual, TOKENS);
    assertThat(computer.currentContext()).isEqualTo(usual.cluster());

    Files.writeString(computer.config(), "apiVersion: v1\nkind: Config\ncurrent-context: ''\n");
    merge(own, TOKENS);
    assertThat(computer.currentContext()).isEqualTo(own.cluster());
  }

  @Test
  void aKubeconfigOfTheEnvironmentIsNeitherReadNorChanged() throws Exception {
    computer.has(stack.apiServer.kubeconfig());
    var other = Files.copy(stack.apiServer.kubeconfig(), computer.home().resolve("other"));
    var content = Files.readString(other);
    var command = download(usual, TOKENS);
    var downloaded = computer.home().resolve("Downloads/kubeconfig-" + usual.cluster());
    for (var variable : List.of(other.toString(), downloaded.toString(), "/nonexistent:" + other)) {
      assertThat(computer.shell(command, Map.of("KUBECONFIG", variable))).as(variable).isEmpty();
    }

    assertThat(Files.readString(other)).isEqualTo(content);
    assertClient(usual, Dex.CLIENT_ID);
    assertThat(computer.names("contexts")).hasSize(2);
  }

  @Test
  void aMergeThatIsCutOffChangesNothingAndLeavesNoTokensBehind() throws Exception {
    computer.has(stack.apiServer.kubeconfig());
    merge(own, TOKENS);
    var command = download(usual, TOKENS);
    var before = computer.filesBesideConfig();
    var real = stack.kubectl.programs().resolve("kubectl");
    var programs = Files.createDirectories(computer.home().resolve("bin"));
    for (var end : List.of("exit 1", "kill -TERM $PPID; exit 1", "kill -INT $PPID; exit 1")) {
      for (var step : List.of("view", "current-context", "set")) {
        var kubectl =
            Files.writeString(
                programs.resolve("kubectl"),
                "#!/bin/sh\n[ \"$2\" = %s ] && { '%s' \"$@\" | head -c 100; %s; }\nexec '%s' \"$@\"\n"
                    .formatted(step, real, end, real));
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));

        computer.shell(command, Map.of("PATH", programs + ":" + System.getenv("PATH")));

        assertThat(computer.filesBesideConfig()).as(step + ": " + end).isEqualTo(before);
      }
    }
  }

  @Test
  void aFileThatIsNotThereIsSaidAndChangesNothing() throws Exception {
    computer.has(stack.apiServer.kubeconfig());
    var command = download(usual, TOKENS);
    var before = computer.filesBesideConfig();
    Files.delete(computer.home().resolve("Downloads/kubeconfig-" + usual.cluster()));

    assertThat(computer.shell(command, Map.of()))
        .contains("kubeconfig-" + usual.cluster(), "exit 1");
    assertThat(computer.filesBesideConfig()).isEqualTo(before);
  }

  @Test
  void whatElseAPersonHasInItStaysAsItIs() throws Exception {
    Files.createDirectories(computer.home().resolve(".kube/pki"));
    Files.writeString(computer.home().resolve(".kube/pki/ca.crt"), "of another day");
    Files.writeString(
        computer.config(),
        """
        apiVersion: v1
        kind: Config
        current-context: "a context: of 'mine'"
        clusters:
        - name: mine
          cluster: {server: "https://192.0.2.1:6443", certificate-authority: pki/ca.crt}
        users:
        - name: gone
          user: {client-certificate: /no/longer/there.crt, client-key: /no/longer/there.key}
        contexts:
        - name: "a context: of 'mine'"
          context: {cluster: mine, user: gone, namespace: here}
        """);
    // A file elsewhere to which the usual one leads, as on machines with two systems.
    var target = computer.home().resolve("real-config");
    Files.move(computer.config(), target);
    Files.createSymbolicLink(computer.config(), target);

    merge(usual, TOKENS);

    assertThat(Files.isSymbolicLink(computer.config())).isTrue();
    assertThat(computer.currentContext()).isEqualTo("a context: of 'mine'");
    assertThat(computer.kubectl("config", "view", "--minify", "--raw").stdout())
        .contains("/no/longer/there.crt", "namespace: here")
        .contains("pki/ca.crt");
    assertClient(usual, Dex.CLIENT_ID);
  }
}
