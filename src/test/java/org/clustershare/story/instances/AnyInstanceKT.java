package org.clustershare.story.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.testbed.instances.Instances;
import org.clustershare.testbed.instances.Instances.Kill;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People in the console of two instances. Each of their requests goes to another instance, and
 * every ten seconds one is killed. Only requests in flight there may fail; a person sends these
 * again, as with the browser's reload button.
 */
@StoryTest
@Tag("instances")
class AnyInstanceKT {
  private static final int KILLS = 2;

  private static Instances instances(OwnParts own, int port, Dex issuer) throws IOException {
    var postgres = own.closing(EmbeddedPostgres.start());
    var environment = Product.environment(port, issuer, own.folder());
    environment.put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
    environment.put("DATABASE_USER", "postgres");
    environment.put("DATABASE_PASSWORD", "postgres");
    environment.put("MAX_PROJECTS_PER_PERSON", "10000");
    return own.closing(Instances.start(port, own.folder(), environment, 2, Kill.AT_ANY_MOMENT));
  }

  @Test
  void noRequestFailsButThoseInFlightAtAnInstanceThatIsKilled(OwnParts own) throws Exception {
    int port = Product.freePort();
    var issuer = own.issuer(port);
    var instances = instances(own, port, issuer);
    var people =
        Stream.of("alice", "bob", "carol")
            .map(name -> new Wanderer(issuer, instances, Dex.email(name)))
            .toList();

    var rounds = Concurrently.call(people.stream().map(person -> person.until(KILLS)).toList());

    System.out.printf(
        "%d requests of people, %s answered by each instance, %d kills, lost in flight: %s%n",
        people.stream().mapToInt(Wanderer::requests).sum(),
        instances.served(),
        instances.kills(),
        instances.lost());
    assertThat(instances.lost()).allMatch(Instances.Lost::killed);
    assertThat(people.stream().mapToInt(Wanderer::repeated).sum())
        .isEqualTo(instances.lost().size());
    assertThat(instances.served()).allMatch(served -> served > 10);
    assertThat(rounds).allMatch(count -> count > 0);
    assertThat(people.stream().flatMap(person -> person.cookies().stream()))
        .isSubsetOf(List.of("session", "sign_in", "message"));
  }
}
