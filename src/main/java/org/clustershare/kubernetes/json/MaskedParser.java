package org.clustershare.kubernetes.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.function.Consumer;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.memory.Reservation;

/**
 * Parser that builds only the fields of a {@link FieldMask} from a stream of JSON. It reserves the
 * memory of each value before it builds the value.
 */
public final class MaskedParser {
  /** Kubernetes' own schemas nest objects a dozen deep. */
  private static final int MAX_DEPTH = 100;

  /** The unit of reservations, in bytes. */
  private static final long STEP = 32 << 10;

  private final JsonParser parser;
  private final Reservation reservation;
  private long built;
  private long reserved;

  /**
   * Parses from the stream's position on.
   *
   * @param reservation of the response
   */
  public MaskedParser(JsonParser parser, Reservation reservation) {
    this.parser = parser;
    this.reservation = reservation;
  }

  /**
   * The object that the stream consists of. Its memory stays reserved.
   *
   * @throws JsonException if the stream is not a JSON object
   */
  public JsonObject object(FieldMask mask) {
    if (!parser.hasNext() || parser.next() != Event.START_OBJECT) {
      throw new JsonException("not an object");
    }
    return objectAt(mask, 0);
  }

  /**
   * The object that the stream consists of, without the entries of one list, which go to a consumer
   * one by one. The memory of an entry is released when the consumer returns, and that of the other
   * fields, which are few, at the end.
   *
   * @param entries the name of the field with the list
   * @throws JsonException if the stream is not a JSON object
   */
  public JsonObject object(
      FieldMask mask, String entries, FieldMask entryMask, Consumer<JsonValue> entry) {
    if (!parser.hasNext() || parser.next() != Event.START_OBJECT) {
      throw new JsonException("not an object");
    }
    var object = JsonFactory.object();
    for (var event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      var name = parser.getString();
      var value = parser.next();
      if (name.equals(entries) && value == Event.START_ARRAY) {
        eachEntry(entryMask, entry);
        object.add(name, JsonValue.EMPTY_JSON_ARRAY);
      } else if (name.equals(entries)) {
        object.add(name, value(value, FieldMask.ALL, 1));
      } else {
        mask.field(name)
            .ifPresentOrElse(
                wanted -> object.add(name, value(value, wanted, 1)), () -> skip(value));
      }
    }
    reservation.remove(reserved);
    built = 0;
    reserved = 0;
    return object.build();
  }

  private void eachEntry(FieldMask mask, Consumer<JsonValue> entry) {
    for (var event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      long before = built;
      entry.accept(value(event, mask, 2));
      release(built - before);
    }
  }

  private JsonValue value(Event event, FieldMask mask, int depth) {
    return switch (event) {
      case START_OBJECT -> objectAt(mask, depth);
      case START_ARRAY -> arrayAt(mask, depth);
      default -> scalar();
    };
  }

  private JsonObject objectAt(FieldMask mask, int depth) {
    requireShallow(depth);
    count(JsonSize.SCALAR + JsonSize.OBJECT);
    var object = JsonFactory.object();
    for (var event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      var name = parser.getString();
      var value = parser.next();
      var wanted = mask.field(name);
      if (wanted.isPresent()) {
        count(JsonSize.MEMBER + JsonSize.of(name));
        object.add(name, value(value, wanted.get(), depth + 1));
      } else {
        skip(value);
      }
    }
    return object.build();
  }

  private JsonArray arrayAt(FieldMask mask, int depth) {
    requireShallow(depth);
    count(JsonSize.SCALAR + JsonSize.ARRAY);
    var array = JsonFactory.array();
    for (var event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      count(JsonSize.ENTRY);
      array.add(value(event, mask, depth + 1));
    }
    return array.build();
  }

  private JsonValue scalar() {
    var value = parser.getValue();
    count(JsonSize.of(value));
    return value;
  }

  /** Event by event: Parsson's skipObject does not return if the stream ends too early. */
  private void skip(Event first) {
    int depth = 0;
    for (var event = first; ; event = parser.next()) {
      if (event == Event.START_OBJECT || event == Event.START_ARRAY) {
        depth++;
      } else if (event == Event.END_OBJECT || event == Event.END_ARRAY) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private static void requireShallow(int depth) {
    if (depth > MAX_DEPTH) {
      throw new JsonException("nested more than %d deep".formatted(MAX_DEPTH));
    }
  }

  private void count(long bytes) {
    built += bytes;
    if (built > reserved) {
      long step = built - reserved + STEP;
      reservation.add(step);
      reserved += step;
    }
  }

  private void release(long bytes) {
    built -= bytes;
    if (reserved - built > 2 * STEP) {
      long surplus = reserved - built - STEP;
      reservation.remove(surplus);
      reserved -= surplus;
    }
  }
}
