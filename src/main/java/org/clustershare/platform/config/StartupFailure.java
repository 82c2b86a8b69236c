package org.clustershare.platform.config;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a start that cannot go on, saying why, one sentence a problem. */
public final class StartupFailure {
  /** Set in the bundle: there is nothing else in the process that could go on. */
  private static final String EXIT = "cluster-share.exit-when-start-fails";

  /** EX_CONFIG of sysexits.h: mending the configuration helps, starting again does not. */
  private static final int CONFIGURATION_ERROR = 78;

  private static final Logger LOG = LoggerFactory.getLogger(StartupFailure.class);

  private StartupFailure() {}

  /** Ends the process, or in a server of somebody else's this application's start. */
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
