package org.clustershare.kubernetes.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RawResponseTest {
  private static String list(String version, String name) {
    return """
    {"kind":"RoleList","metadata":{"resourceVersion":"%s"},"items":[{"metadata":{"name":"%s"}}]}
    """
        .formatted(version, name);
  }

  private static Optional<String> digest(String answer) {
    return new RawResponse(answer.getBytes(UTF_8)).digestOfItems();
  }

  @Property
  void theListsOwnVersionDoesNotMatterAndItsObjectsDo(
      @ForAll @IntRange(max = 1_000_000) int version,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String name,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String other) {
    assertThat(digest(list("1", name))).isPresent().isEqualTo(digest(list("" + version, name)));
    assertThat(digest(list("1", name)).equals(digest(list("1", other))))
        .isEqualTo(name.equals(other));
  }

  @Test
  void onlyAWholeListHasADigest() {
    var page =
        "{\"kind\":\"RoleList\",\"metadata\":{\"resourceVersion\":\"1\",\"continue\":\"x\"},\"items\":[]}";
    assertThat(digest(page)).isEmpty();
    assertThat(digest(page.replace("\"continue\"", "\"continued\""))).isPresent();
    assertThat(digest("{\"kind\":\"Role\"}")).isEmpty();
    assertThat(digest("")).isEmpty();
    assertThat(digest(list("1", "x".repeat(600_000)))).isEmpty();
  }
}
