package org.clustershare.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.clustershare.oidc.signin.StateReplayGuard;
import org.clustershare.platform.crypto.RandomIds;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A state of a sign-in is good once, at whichever instance. */
@ArquillianTest
class UsedStatesIT {
  private static final int ROUNDS = 20;
  private static final int CALLS = 8;

  @Inject private StateReplayGuard guard;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(UsedStatesIT.class);
  }

  @Test
  void aStateIsGoodOnce() {
    var state = RandomIds.token();

    assertTrue(guard.use(state));
    assertFalse(guard.use(state));
    assertTrue(guard.use(RandomIds.token()));
  }

  @Test
  void ofManyAtOnceOneWins() throws Exception {
    try (var threads = Executors.newFixedThreadPool(CALLS)) {
      for (int round = 0; round < ROUNDS; round++) {
        var state = RandomIds.token();
        Callable<Boolean> use = () -> guard.use(state);
        int first = 0;
        for (var call : threads.invokeAll(Collections.nCopies(CALLS, use))) {
          first += call.get() ? 1 : 0;
        }
        assertEquals(1, first);
      }
    }
  }
}
