package org.clustershare.kubernetes.connection;

import jakarta.json.JsonStructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.apache.commons.lang3.StringUtils;

/** Sent once: OkHttp must not send a write again after the connection broke in the middle. */
public final class JsonRequestBody extends RequestBody {
  private final MediaType type;
  private final byte[] bytes;

  public JsonRequestBody(MediaType type, JsonStructure body) {
    this.type = type;
    this.bytes = escapedAsInGo(body.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a JSON Patch tests is compared with the API server's own text, letter by letter, and there
   * these are escaped (Go's encoding/json). They only ever stand within strings.
   */
  private static String escapedAsInGo(String json) {
    return StringUtils.replaceEach(
        json,
        new String[] {"&", "<", ">", "\u2028", "\u2029"},
        new String[] {"\\u0026", "\\u003c", "\\u003e", "\\u2028", "\\u2029"});
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
