package org.clustershare.platform.config;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a failed start and reports why, one sentence for each problem. */
public final class StartupFailure {
  /** System property that the bundle sets: its process runs nothing else, so it exits. */
  private static final String EXIT = "cluster-share.exit-when-start-fails";

  /** EX_CONFIG of sysexits.h: a restart does not help, a corrected configuration does. */
  private static final int CONFIGURATION_ERROR = 78;

  private static final Logger LOG = LoggerFactory.getLogger(StartupFailure.class);

  private StartupFailure() {}

  /**
   * Exits the process with code 78. In an application server that runs other applications, it ends
   * only this deployment, with {@code cause}.
   */
  public static void end(List<String> problems, RuntimeException cause) {
    problems.forEach(problem -> LOG.error("Cannot start: {}", problem));
    if (Boolean.getBoolean(EXIT)) {
      System.err.println("Cluster Share cannot start:");
      problems.forEach(problem -> System.err.println("  - " + problem));
      Runtime.getRuntime().halt(CONFIGURATION_ERROR);
    }
    throw cause;
  }
}
