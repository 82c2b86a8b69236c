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
 * each call, which costs a request more than all other work for it. These factories look once.
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

  /** A builder that has all members of an object. */
  public static JsonObjectBuilder object(JsonObject members) {
    return BUILDERS.createObjectBuilder(members);
  }

  public static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  /** A builder that has all entries of an array. */
  public static JsonArrayBuilder array(JsonArray entries) {
    return BUILDERS.createArrayBuilder(entries);
  }

  public static JsonArrayBuilder array(Collection<?> entries) {
    return BUILDERS.createArrayBuilder(entries);
  }

  /** JSON for people: each member on a line of its own. */
  public static String indented(JsonStructure json) {
    var text = new StringWriter();
    try (var writer = INDENTING.createWriter(text)) {
      writer.write(json);
    }
    return text.toString().strip();
  }

  /** A parser of UTF-8, without a guess at other charsets (RFC 8259, section 8.1). */
  public static JsonParser parser(InputStream bytes) {
    return PARSERS.createParser(bytes, StandardCharsets.UTF_8);
  }

  public static JsonParser parser(String text) {
    return PARSERS.createParser(new StringReader(text));
  }

  public static JsonReader reader(String text) {
    return READERS.createReader(new StringReader(text));
  }
}
