package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/**
 * The chart has the alert rules of {@code server-config/prometheus}: Helm reads only files of the
 * chart. {@code -Dhelm.update=true} copies them.
 */
class AlertRulesTest {
  private static final Path RULES = Path.of("server-config", "prometheus", "rules.yaml");
  private static final Path COPY =
      Path.of("server-config", "helm", "cluster-share", "files", "rules.yaml");

  @Test
  void theChartHasTheSameRules() throws IOException {
    if (Boolean.getBoolean("helm.update")) {
      Files.copy(RULES, COPY, StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(COPY).as("%s; -Dhelm.update=true copies it", COPY).hasSameTextualContentAs(RULES);
  }
}
