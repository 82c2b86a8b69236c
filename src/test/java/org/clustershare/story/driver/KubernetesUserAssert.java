package org.clustershare.story.driver;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about what a user may do at an API server: the server itself decides. */
public final class KubernetesUserAssert
    extends AbstractAssert<KubernetesUserAssert, KubernetesUser> {
  private KubernetesUserAssert(KubernetesUser user) {
    super(user, KubernetesUserAssert.class);
  }

  public static KubernetesUserAssert assertThat(KubernetesUser user) {
    return new KubernetesUserAssert(user);
  }

  /** The API server allows this, a verb and a resource such as {@code get pods -n default}. */
  public KubernetesUserAssert may(String what) {
    Assertions.assertThat(answer(what)).as("may %s", what).isEqualTo("yes");
    return this;
  }

  /** The API server answers no; an error is no answer. */
  public KubernetesUserAssert mayNot(String what) {
    Assertions.assertThat(answer(what)).as("may %s", what).isEqualTo("no");
    return this;
  }

  private String answer(String what) {
    var printed = actual.canI(what);
    return printed
        .lines()
        .map(line -> line.strip().split(" ", 2)[0])
        .filter(word -> word.equals("yes") || word.equals("no"))
        .findFirst()
        .orElse(printed);
  }
}
