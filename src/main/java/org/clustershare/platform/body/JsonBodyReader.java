package org.clustershare.platform.body;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads a {@link JsonBody} as JAX-RS reads a text: in the charset that the request names. */
@Provider
public class JsonBodyReader implements MessageBodyReader<JsonBody<?>> {
  @Context private Providers providers;

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == JsonBody.class && record(genericType) != null;
  }

  @Override
  public JsonBody<?> readFrom(
      Class<JsonBody<?>> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    var record = record(genericType);
    if (record == null) {
      throw new IllegalArgumentException("not the body of a record: " + genericType);
    }
    var charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      // JSON is UTF-8 (RFC 8259, section 8.1). The server fails at an unknown charset.
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST, "JSON is read as UTF-8 only: leave out the charset.");
    }
    var text =
        providers
            .getMessageBodyReader(String.class, String.class, annotations, mediaType)
            .readFrom(String.class, String.class, annotations, mediaType, headers, body);
    return JsonBody.of(text, record);
  }

  private static @Nullable Class<? extends Record> record(Type type) {
    return type instanceof ParameterizedType body
            && body.getActualTypeArguments()[0] instanceof Class<?> argument
            && argument.isRecord()
        ? argument.asSubclass(Record.class)
        : null;
  }
}
