package org.clustershare.platform.net;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request that OkHttp sends once. It must not repeat a write, or an authorization code,
 * after the connection broke.
 */
public class OneShotBody extends RequestBody {
  private final @Nullable MediaType type;
  private final byte[] bytes;

  /**
   * @param type is null if the request's headers have none
   */
  public OneShotBody(@Nullable MediaType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  @Override
  public @Nullable MediaType contentType() {
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
