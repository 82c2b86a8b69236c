package org.clustershare.testbed.hostile;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Texts with one hash code, and how long it takes to work with them. */
public final class Collisions {
  private Collisions() {}

  /** Different texts that have the same {@link String#hashCode}, as short as possible. */
  public static List<String> texts(int count) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    return IntStream.range(0, count).mapToObj(number -> text(number, bits)).toList();
  }

  private static String text(int number, int bits) {
    var text = new StringBuilder();
    for (int bit = 0; bit < bits; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  /** The time that this thread computes, however busy the machine is. */
  public static Duration cpuTime(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
  }
}
