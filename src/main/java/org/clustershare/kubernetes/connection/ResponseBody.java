package org.clustershare.kubernetes.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.memory.Reservation;
import org.clustershare.platform.problem.Message;

/** Reader of response bodies, within a size limit and the reserved memory. */
final class ResponseBody {
  private static final int CHUNK = 64 << 10;

  /** A list up to this size is one chunk, as {@link RawResponse#digestOfItems} needs it. */
  private static final int MAX_SINGLE_CHUNK = 512 << 10;

  private ResponseBody() {}

  /**
   * Reads the body.
   *
   * @param maxLength in bytes
   * @param reservation reserves the memory before it is used
   * @throws ClusterUnreachableException if it is longer
   */
  static RawResponse read(Response response, int maxLength, Reservation reservation)
      throws IOException {
    var body = response.body();
    var stream = body.byteStream();
    long announced = body.contentLength();
    if (announced > maxLength) {
      throw tooLong(maxLength);
    }
    var chunks = new ArrayList<byte[]>();
    int length = 0;
    int next = announced > 0 && announced <= MAX_SINGLE_CHUNK ? (int) announced : CHUNK;
    while (true) {
      reservation.add(next);
      var chunk = stream.readNBytes(next);
      reservation.remove(next - chunk.length);
      length += chunk.length;
      if (length > maxLength) {
        throw tooLong(maxLength);
      }
      if (chunk.length > 0) {
        chunks.add(chunk);
      }
      if (chunk.length < next || length == announced) {
        return new RawResponse(joined(chunks, length, reservation));
      }
      next = CHUNK;
    }
  }

  private static List<byte[]> joined(List<byte[]> chunks, int length, Reservation reservation) {
    if (chunks.size() == 1 || length > MAX_SINGLE_CHUNK) {
      return chunks;
    }
    reservation.add(length);
    var whole = new byte[length];
    int at = 0;
    for (var chunk : chunks) {
      System.arraycopy(chunk, 0, whole, at, chunk.length);
      at += chunk.length;
    }
    reservation.remove(length);
    return List.of(whole);
  }

  private static ClusterUnreachableException tooLong(int maxLength) {
    return new ClusterUnreachableException(Message.of("cluster.answer-large", maxLength >> 20));
  }
}
