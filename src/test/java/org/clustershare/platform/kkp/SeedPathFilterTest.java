package org.clustershare.platform.kkp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedPathFilterTest {
  @ParameterizedTest
  @CsvSource({
    "v1/projects/p/clusters, v2/projects/p/kubernetes/clusters",
    "v1/projects/p/clusters/, v2/projects/p/kubernetes/clusters",
    "v1/projects/p/dc/europe-west3-c/clusters, v2/projects/p/kubernetes/clusters",
    "v1/projects/p/dc/d/clusters/c, v2/projects/p/clusters/c",
    "v1/projects/p/dc/d/clusters/c/health, v2/projects/p/clusters/c/health",
    "v1/projects/p/dc/d/clusters/c/roles/n/r/bindings, v2/projects/p/clusters/c/roles/n/r/bindings",
    // Encoded, it stays within its segment.
    "v1/projects/p/dc/a%2Fb/clusters/c%2Fd/x, v2/projects/p/clusters/c%2Fd/x",
    "v1/projects/p/dc/a%252Fb/clusters/c%252Fd, v2/projects/p/clusters/c%252Fd",
    "v1/projects/p;a=b/dc/d;e=f/clusters/c;g=h/x, v2/projects/p;a=b/clusters/c;g=h/x",
    "v1/projects/dc/dc/dc/clusters/dc/dc, v2/projects/dc/clusters/dc/dc",
    "v1/projects/p/dc/.a/clusters, v2/projects/p/kubernetes/clusters",
    "v1/projects/p/dc/.../clusters, v2/projects/p/kubernetes/clusters",
  })
  void aPathOfTheFirstApiBecomesOneOfTheSecond(String path, String rewritten) {
    assertThat(SeedPathFilter.rewritten(path)).contains(rewritten);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1/projects",
        "v1/projects/p",
        "v1/projects/p/users",
        "v1/projects/p/dc",
        "v1/projects/p/dc/d",
        "v1/projects/p/clusters/c",
        "v1/projects/p/dc/clusters",
        "v1/projects/p/dc//clusters",
        "v1/projects//dc/d/clusters",
        "v1//projects/p/dc/d/clusters",
        "v1/projects/p/dc/d/e/clusters",
        "v1/projects/p/dc/d/clusters;a=b/c",
        "v1/projects/p/dc/d/cluster%73/c",
        "v1/projects/p/dc;a=b/d/clusters/c",
        "v1/projects/p%2Fdc%2Fd%2Fclusters",
        "v1/projects/p/dc/./clusters",
        "v1/projects/p/dc/../clusters/c",
        "v1/projects/p/dc/..;a=b/clusters/c",
        "v1/projects/p/dc/%2e%2E/clusters/c",
        "v1/projects/p/dc/.%2e/clusters/c",
        "v1/projects/p/dc/%252e%252e/clusters/c",
        "v1/projects/p/dc/%25252e./clusters/c",
        "v2/projects/p/dc/d/clusters/c",
        "x/v1/projects/p/dc/d/clusters",
        "V1/projects/p/dc/d/clusters",
      })
  void everyOtherPathStays(String path) {
    assertThat(SeedPathFilter.rewritten(path)).isEmpty();
  }
}
