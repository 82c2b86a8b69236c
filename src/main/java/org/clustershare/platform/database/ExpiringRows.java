package org.clustershare.platform.database;

import java.time.Instant;

/** Rows that are worthless after a time that they hold; every instance deletes them. */
public interface ExpiringRows {
  /** Deletes the rows that have expired at this time, in a transaction of its own. */
  void deleteExpired(Instant now);
}
