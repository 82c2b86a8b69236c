package org.clustershare.platform.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * Builders and readers of JSON. {@link Json}'s own methods look for the provider in all jars at
 * each call, which costs a request more than everything else that we do for it; these factories
 * found it once.
 */
public final class JsonFactory {
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private static final JsonWriterFactory INDENTING =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private JsonFactory() {}

  public static JsonObjectBuilder object() {
    return BUILDERS.createObjectBuilder();
  }

  /** Begins with all that an object has. */
  public static JsonObjectBuilder object(JsonObject begin) {
    return BUILDERS.createObjectBuilder(begin);
  }

  public static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  /** Begins with all that an array has. */
  public static JsonArrayBuilder array(JsonArray begin) {
    return BUILDERS.createArrayBuilder(begin);
  }

  public static JsonArrayBuilder array(Collection<?> begin) {
    return BUILDERS.createArrayBuilder(begin);
  }

  /** For readers: a line for each member. */
  public static String indented(JsonStructure json) {
    var text = new StringWriter();
    try (var writer = INDENTING.createWriter(text)) {
      writer.write(json);
    }
    return text.toString().strip();
  }

  /** Reads UTF-8, whatever the bytes look like (RFC 8259, section 8.1). */
  public static JsonParser parser(InputStream octets) {
    return PARSERS.createParser(octets, StandardCharsets.UTF_8);
  }

  public static JsonParser parser(String text) {
    return PARSERS.createParser(new StringReader(text));
  }

  public static JsonReader reader(String text) {
    return READERS.createReader(new StringReader(text));
  }
}
