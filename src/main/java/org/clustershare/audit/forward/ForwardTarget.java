package org.clustershare.audit.forward;

import java.io.IOException;
import java.util.List;

/** A place to which records are copied. */
interface ForwardTarget {
  /** The name of its cursor; at most 20 characters. */
  String name();

  /**
   * Delivers records in their order.
   *
   * @param lines one JSON object each
   * @throws IOException if the target has not accepted all of them; they are sent again
   */
  void deliver(List<String> lines) throws IOException;
}
