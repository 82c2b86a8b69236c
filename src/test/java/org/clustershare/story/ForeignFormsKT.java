package org.clustershare.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.Stack.ALICE;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Forms that no page of ours sends. */
class ForeignFormsKT {
  private final Stack stack = Stack.shared();

  @Test
  void aFormOfUnknownLengthIsNotRead() throws Exception {
    var form =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("name=x".getBytes(UTF_8)));
    var request =
        HttpRequest.newBuilder(URI.create(stack.product.base() + "/console/projects"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(form)
            .build();

    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Content-Length");
  }

  @Test
  void aPageThatWasForgottenIsToldAndIsNoErrorOfOurs() {
    var alice = stack.visitor(ALICE);
    var projects = alice.open(URI.create(stack.product.base() + "/console/projects"));
    assertThat(projects.status()).isEqualTo(200);

    var answer = alice.post(projects.uri(), "jakarta.faces.ViewState=12345%3A67890&name=x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("This page waited too long", "Nothing was changed");
  }
}
