package org.clustershare.audit.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Size of deliveries to one target: 256 KiB at first, and less after the target refused one. */
final class DeliverySize {
  private static final int FIRST_BYTES = 256 * 1024;

  private int bytes = FIRST_BYTES;

  /** The first lines that fit, at least one. */
  List<String> fitting(List<String> lines) {
    int count = 0;
    long sum = 0;
    for (var line : lines) {
      sum += size(line);
      if (count > 0 && sum > bytes) {
        break;
      }
      count++;
    }
    return lines.subList(0, count);
  }

  /** Halves the size, to less than a delivery that was too large. */
  void reduce(List<String> refused) {
    int sent = refused.stream().mapToInt(DeliverySize::size).sum();
    bytes = Math.max(1, Math.min(bytes, sent) / 2);
  }

  private static int size(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
