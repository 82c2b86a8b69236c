package org.clustershare.testbed.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.clustershare.testbed.instances.Instances;

/**
 * The database of the shared product: H2, or a PostgreSQL of the tests' own if the system property
 * {@code test.database} is {@code postgresql}, or if there are several {@code test.instances}.
 */
@SharedPart
public final class TestDatabase implements AutoCloseable {
  private final Optional<EmbeddedPostgres> postgres;

  TestDatabase() throws IOException {
    this.postgres =
        "postgresql".equals(System.getProperty("test.database")) || Instances.COUNT > 1
            ? Optional.of(EmbeddedPostgres.start())
            : Optional.empty();
  }

  /** What the product's environment says about it; empty for H2. */
  public Map<String, String> environment() {
    return postgres
        .map(
            database ->
                Map.of(
                    "DATABASE_URL", database.getJdbcUrl("postgres", "postgres"),
                    "DATABASE_USER", "postgres",
                    "DATABASE_PASSWORD", "postgres"))
        .orElse(Map.of());
  }

  @Override
  public void close() throws IOException {
    if (postgres.isPresent()) {
      postgres.get().close();
    }
  }
}
