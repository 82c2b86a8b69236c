package org.clustershare.kubernetes.connection;

import jakarta.json.JsonStructure;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import org.apache.commons.lang3.StringUtils;
import org.clustershare.platform.net.OneShotBody;

/** A JSON body that is sent once: OkHttp must not repeat a write after the connection broke. */
public final class JsonRequestBody extends OneShotBody {
  public JsonRequestBody(MediaType type, JsonStructure body) {
    super(type, escapedAsInGo(body.toString()).getBytes(StandardCharsets.UTF_8));
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
}
