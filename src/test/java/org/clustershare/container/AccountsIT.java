package org.clustershare.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.identity.account.AccountChanges;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Accounts in a real database, many at once. */
@ArquillianTest
class AccountsIT {
  private static final int AT_ONCE = 8;

  @Inject private PersonDirectory personDirectory;
  @Inject private AccountChanges changes;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(AccountsIT.class);
  }

  private static Person person(String email, String subject) {
    return new Person(email, "Name", List.of("dev"), new Account("https://issuer", subject));
  }

  private boolean isTaken(Person person) {
    try {
      personDirectory.store(person);
      return true;
    } catch (ProblemException e) {
      assertEquals(IdentityProblem.ACCOUNT_CHANGED, e.type());
      return false;
    }
  }

  @Test
  void ofManyFirstSightsAtOnceOneAccountGetsTheAddress() throws Exception {
    for (int round = 0; round < 5; round++) {
      var email = "race-%d@example.com".formatted(round);
      var barrier = new CyclicBarrier(AT_ONCE);
      var tries = new ArrayList<Callable<Boolean>>();
      IntStream.range(0, AT_ONCE)
          .forEach(
              i ->
                  tries.add(
                      () -> {
                        barrier.await();
                        return isTaken(person(email, "subject-" + i));
                      }));
      var executor = Executors.newFixedThreadPool(AT_ONCE);
      var taken = 0;
      for (var done : executor.invokeAll(tries)) {
        taken += done.get() ? 1 : 0;
      }
      executor.shutdown();

      assertEquals(1, taken);
      assertEquals(
          AT_ONCE - 1, changes.all().stream().filter(c -> c.person().key().equals(email)).count());
    }
  }

  @Test
  void notMoreThanTenOtherAccountsOfAnAddressAreKept() {
    var email = "many@example.com";
    assertTrue(isTaken(person(email, "first")));

    IntStream.range(0, 30).forEach(i -> assertFalse(isTaken(person(email, "other-" + i))));

    assertEquals(10, changes.all().stream().filter(c -> c.person().key().equals(email)).count());
  }

  @Test
  void theOldAccountsGroupsDoNotPassToTheNewOne() {
    var email = "groups@example.com";
    assertTrue(isTaken(person(email, "first")));
    assertFalse(isTaken(person(email, "second")));
    var pending =
        changes.all().stream()
            .filter(change -> change.person().key().equals(email))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("dev"), personDirectory.find(email).orElseThrow().groups());

    changes.accept(pending, person("admin@example.com", "admin"));

    assertEquals(List.of(), personDirectory.find(email).orElseThrow().groups());
    assertTrue(isTaken(person(email, "second")));
    assertFalse(isTaken(person(email, "first")));
    assertFalse(personDirectory.isCurrent(person(email, "first")));
  }
}
