package org.clustershare.story.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.Traces;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No upload leaves a trace on disk, and no stranger fills disk or memory with one. The servlet
 * container keeps every part of a multipart form as a file (payara/Payara#6545), so the product
 * takes no multipart at all.
 */
@StoryTest
class UploadTracesKT {
  private static final String MARKER = "upload-marker-5b1f0c9e";
  private static final String BOUNDARY = "the-boundary";
  private static final int MOST_BYTES = 512 * 1024;

  private static Dex dex;
  private static Product product;
  private static Path temporary;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void startWithATemporaryFolderOfItsOwn(OwnParts own) throws IOException {
    temporary = Files.createDirectories(own.folder().resolve("tmp"));
    int port = Product.freePort();
    dex = own.issuer(port);
    var environment = Product.environment(port, dex, own.folder());
    environment.put(
        "JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=" + temporary);
    product = own.product(port, environment);
  }

  static List<String> doors() {
    var doors = new ArrayList<>(List.of("/", "/console/", "/x.xhtml"));
    doors.addAll(
        List.of("/jakarta.faces.resource/page.css.xhtml", "/health", "/metrics", "/openapi"));
    Endpoint.ALL.stream()
        .map(endpoint -> endpoint.address().replaceAll("[{}]", ""))
        .forEach(doors::add);
    return doors.stream().distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void multipartIsRefusedAtEveryDoorAndLeavesNoFile(String door) throws Exception {
    var answer = send("POST", door, "multipart/form-data; boundary=" + BOUNDARY, parts(3));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
    assertThat(Traces.below(temporary, List.of(MARKER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Multipart/Form-Data; boundary=the-boundary",
        "MULTIPART/FORM-DATA;BOUNDARY=the-boundary",
        " \tmultipart/form-data; boundary=\"the-boundary\"",
        "multipart/mixed; boundary=the-boundary",
        "multipart/related; boundary=the-boundary",
        "multipart/form-data",
        "multipart/"
      })
  void everySpellingOfMultipartIsRefused(String type) throws Exception {
    for (var method : List.of("POST", "PUT", "PATCH", "DELETE", "GET")) {
      assertThat(send(method, "/share/x", type, parts(3)).statusCode()).as(method).isEqualTo(415);
    }
    assertThat(Traces.below(temporary, List.of(MARKER))).isEmpty();
  }

  @Test
  void theRefusalTellsPeopleWhatToDo() throws Exception {
    var answer = send("POST", "/share/x", "multipart/form-data; boundary=" + BOUNDARY, parts(1));

    assertThat(answer.body()).contains("Paste the text of the file");
  }

  @Test
  void hundredsOfFormsOfManyPartsLeaveTheServerAlive() throws Exception {
    var form = parts(7_500);
    assertThat(form.length).isBetween(MOST_BYTES - 100_000, MOST_BYTES);
    var calls = new ArrayList<Future<HttpResponse<String>>>();
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 300; i++) {
        var type = "multipart/form-data; boundary=" + BOUNDARY;
        calls.add(threads.submit(() -> send("POST", "/share/x", type, form)));
      }
      for (var call : calls) {
        assertThat(call.get().statusCode()).isEqualTo(415);
      }
    } finally {
      threads.shutdown();
    }

    assertThat(send("GET", "/health/live", "text/plain", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(Traces.below(temporary, List.of(MARKER))).isEmpty();
  }

  @Test
  void aKubeconfigThatIsAddedThroughThePageLeavesNoFile(Stack stack) throws Exception {
    var api = new Api(product.base(), dex.idToken(ALICE));
    var project = api.createProject("Uploads");
    var alice = new Visitor(dex.caFile(), ALICE);
    var page = alice.open(URI.create(product.base() + "/console/project/" + project));
    var kubeconfig =
        stack.apiServer.kubeconfigText() + "\nextensions: [{name: x, extension: " + MARKER + "}]\n";

    var form =
        Forms.of(page, "add-cluster")
            .with("add-cluster:name", "from-a-page")
            .with("add-cluster:kubeconfig", kubeconfig);
    var added = alice.post(page.uri(), form.pressing("add-cluster:add"));

    assertThat(added.status()).as(added.body()).isEqualTo(302);
    assertThat(Traces.below(temporary, List.of(MARKER))).isEmpty();
  }

  /** A form whose first part is a file with the marker; the others are empty fields. */
  private static byte[] parts(int count) {
    return (part("k\"; filename=\"f", MARKER)
            + part("a", "").repeat(count - 1)
            + "--"
            + BOUNDARY
            + "--\r\n")
        .getBytes(UTF_8);
  }

  private static String part(String name, String content) {
    return "--%s\r\nContent-Disposition:form-data;name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, name, content);
  }

  private HttpResponse<String> send(String method, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(product.base() + path))
            .header("Content-Type", type)
            .header("Accept", "text/html")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString(UTF_8));
  }
}
