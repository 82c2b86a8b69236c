package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.Stack.ALICE;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Forms whose page the server has forgotten. */
class StalePageKT {
  private final Stack stack = Stack.shared();

  @Test
  void isToldAsWhatItIsAndNotAsAnErrorOfOurs() {
    var alice = stack.visitor(ALICE);
    var projects = alice.open(URI.create(stack.product.base() + "/console/projects"));
    assertThat(projects.status()).isEqualTo(200);

    var answer = alice.post(projects.uri(), "jakarta.faces.ViewState=12345%3A67890&name=x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("This page waited too long", "Nothing was changed");
  }
}
