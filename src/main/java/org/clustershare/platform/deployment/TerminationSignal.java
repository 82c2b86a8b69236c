package org.clustershare.platform.deployment;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of SIGTERM: a {@link GracefulShutdown}, then the end of the process with exit code 143.
 *
 * <p>The server's own shutdown hook closes its port at once, and hooks have no order. So requests
 * can only end before the hooks run. {@code sun.misc.Signal} of the module {@code jdk.unsupported}
 * is the JDK's one way to a signal. javac warns of it, which is an error here, so reflection calls
 * it. If it is missing, the process ends as without this class.
 */
@ApplicationScoped
public class TerminationSignal {
  private static final Logger LOG = LoggerFactory.getLogger(TerminationSignal.class);
  private static final String NAME = "TERM";

  /** 128 and the number of the signal, as shells and supervisors know it. */
  private static final int EXIT_CODE = 143;

  private final GracefulShutdown shutdown;
  private @Nullable Object earlierHandler;

  @Inject
  TerminationSignal(GracefulShutdown shutdown) {
    this.shutdown = shutdown;
  }

  /** Takes over the handling of the signal. */
  public void install() {
    try {
      var type = Class.forName("sun.misc.SignalHandler");
      earlierHandler =
          handle(
              type,
              Proxy.newProxyInstance(
                  TerminationSignal.class.getClassLoader(),
                  new Class<?>[] {type},
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "handle" -> end();
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" ->
                            System.identityHashCode(arguments[0]) == System.identityHashCode(proxy);
                        default -> NAME;
                      }));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("SIGTERM ends Cluster Share without waiting for requests: reason={}", e.toString());
    }
  }

  /** Gives the signal back when the application is undeployed and the server stays. */
  @PreDestroy
  void uninstall() {
    if (earlierHandler != null && !shutdown.isBegun()) {
      try {
        handle(Class.forName("sun.misc.SignalHandler"), earlierHandler);
      } catch (ReflectiveOperationException e) {
        LOG.warn("SIGTERM not given back: reason={}", e.toString());
      }
    }
  }

  private static Object handle(Class<?> handlerType, Object handler)
      throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    return signal
        .getMethod("handle", signal, handlerType)
        .invoke(null, signal.getConstructor(String.class).newInstance(NAME), handler);
  }

  /** Runs in a thread of its own, which the JDK starts for the signal. */
  private @Nullable Object end() throws InterruptedException {
    if (!shutdown.isBegun()) {
      try {
        shutdown.drain();
      } finally {
        System.exit(EXIT_CODE);
      }
    }
    return null;
  }
}
