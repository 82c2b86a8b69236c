package org.clustershare.audit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.platform.crypto.RandomIds;

/**
 * Ids of records. They sort by time, as UUID version 7 does (RFC 9562, section 5.7), and within one
 * millisecond by the order in which an instance made them.
 */
final class RecordIds {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final int COUNTER_MASK = 0xffff;

  private RecordIds() {}

  static String next(Instant now) {
    return "%012x-%04x-%s"
        .formatted(now.toEpochMilli(), COUNTER.getAndIncrement() & COUNTER_MASK, RandomIds.id());
  }
}
