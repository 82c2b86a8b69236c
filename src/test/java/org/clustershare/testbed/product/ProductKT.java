package org.clustershare.testbed.product;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductKT {
  @Test
  void aStartThatFailsSaysWhy(@TempDir Path dir) {
    assertThatThrownBy(() -> Product.start(Product.freePort(), dir, Map.of()).close())
        .hasMessageContaining("ended with code 78")
        .hasMessageContaining("OIDC_ISSUER_URL");
  }
}
