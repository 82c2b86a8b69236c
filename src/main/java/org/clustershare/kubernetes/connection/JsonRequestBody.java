package org.clustershare.kubernetes.connection;

import jakarta.json.JsonStructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.apache.commons.lang3.StringUtils;

/** A JSON body that is sent once: OkHttp must not repeat a write after the connection broke. */
public final class JsonRequestBody extends RequestBody {
  private final MediaType type;
  private final byte[] bytes;

  public JsonRequestBody(MediaType type, JsonStructure body) {
    this.type = type;
    this.bytes = escapedAsInGo(body.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Escapes as Go's encoding/json does, because the API server compares the tests of a JSON Patch
   * with its own text. The characters occur only inside strings.
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
