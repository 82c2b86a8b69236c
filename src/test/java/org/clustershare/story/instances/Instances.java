package org.clustershare.story.instances;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/** Two instances on one PostgreSQL, and their provider. */
final class Instances {
  static final String ALICE = Dex.email("alice");
  static final String BOB = Dex.email("bob");

  final Dex issuer;
  private final OwnParts parts;
  private final EmbeddedPostgres postgres;
  private final Map<String, String> environment;
  private final List<Integer> ports = List.of(Product.freePort(), Product.freePort());
  private final List<Product> running = new ArrayList<>();

  Instances(OwnParts parts, Map<String, String> settings) {
    this.parts = parts;
    this.postgres = parts.closing(postgres());
    this.issuer = parts.issuer(ports.getFirst());
    this.environment = Product.environment(ports.getFirst(), issuer, parts.folder());
    environment.putAll(
        Map.of(
            "DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"),
            "DATABASE_USER", "postgres",
            "DATABASE_PASSWORD", "postgres"));
    environment.putAll(settings);
    for (int i = 0; i < ports.size(); i++) {
      running.add(launch(i));
    }
  }

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Product launch(int number) {
    Path folder = parts.folder().resolve("instance-" + number);
    return parts.closing(Product.start(ports.get(number), folder, environment));
  }

  Product get(int number) {
    return running.get(number);
  }

  List<String> bases() {
    return ports.stream().map(Product::base).toList();
  }

  /** Starts an instance that has ended. */
  void restart(int number) {
    running.set(number, launch(number));
  }

  Api api(int number, String email) {
    return new Api(running.get(number).base(), issuer.idToken(email));
  }

  Visitor visitor(String email) {
    return new Visitor(issuer.caFile(), email);
  }

  /** The same address at another instance. */
  URI at(int number, URI address) {
    return URI.create(
        running.get(number).base()
            + address.getRawPath()
            + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
  }

  /** The first column of a query's rows. */
  List<String> rows(String query) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }
}
