package org.clustershare.kubernetes.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.memory.MemoryDeniedException;
import org.clustershare.platform.memory.Reservation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedParserTest {
  private static final long MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(64 * MIB, 64 * MIB, Duration.ZERO);
  private final Reservation reservation = budget.reserve();

  private JsonObject read(String text, FieldMask mask) {
    try (var parser = JsonFactory.parser(text)) {
      return new MaskedParser(parser, reservation).object(mask);
    }
  }

  private static JsonObject json(String text) {
    try (var reader = JsonFactory.reader(text)) {
      return reader.readObject();
    }
  }

  @Test
  void onlyWhatTheMaskNamesIsThere() {
    var text =
        """
        {"kind":"Role","skipped":{"a":[1,{"b":"]}"}]},
         "metadata":{"name":"n","labels":{"component":"c","app.kubernetes.io/name":"x"},
           "managedFields":[{"manager":"m","fieldsV1":{"f:a":{}}},{"manager":"o","time":"t"}]},
         "other":[[["deep"]]],"rules":[{"verbs":["get"],"future":true}],"last":null}
        """;

    assertThat(
            read(
                text,
                FieldMask.of(
                    "metadata name",
                    "metadata labels component",
                    "metadata managedFields manager",
                    "rules")))
        .isEqualTo(
            json(
                """
                {"metadata":{"name":"n","labels":{"component":"c"},
                   "managedFields":[{"manager":"m"},{"manager":"o"}]},
                 "rules":[{"verbs":["get"],"future":true}]}
                """));
  }

  @Test
  void aFieldOfAnotherKindThanTheMaskExpectsIsThereAsItIs() {
    assertThat(read("{\"metadata\":3,\"rules\":{\"a\":1}}", FieldMask.of("metadata name", "rules")))
        .isEqualTo(json("{\"metadata\":3,\"rules\":{\"a\":1}}"));
  }

  @Provide
  Arbitrary<JsonValue> values() {
    var scalars =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .ofMaxLength(9)
                .map(text -> JsonFactory.array().add(text).build().get(0)),
            Arbitraries.of(JsonValue.NULL, JsonValue.TRUE, JsonValue.FALSE),
            Arbitraries.longs().map(number -> JsonFactory.array().add(number).build().get(0)));
    return Arbitraries.recursive(
        () -> scalars.map(JsonValue.class::cast),
        inner ->
            inner
                .list()
                .ofMaxSize(4)
                .map(
                    list -> {
                      var object = JsonFactory.object();
                      list.forEach(value -> object.add("k" + list.indexOf(value), value));
                      var array = JsonFactory.array();
                      list.forEach(array::add);
                      return list.size() % 2 == 0 ? object.build() : array.build();
                    }),
        0,
        4);
  }

  @Property
  void withoutAMaskAllIsAsItCameAndSkippingLosesNothingElse(
      @ForAll("values") JsonValue before, @ForAll("values") JsonValue wanted) {
    var text =
        JsonFactory.object()
            .add("before", before)
            .add("wanted", wanted)
            .add("after", before)
            .build()
            .toString();

    assertThat(read(text, FieldMask.ALL)).isEqualTo(json(text));
    assertThat(read(text, FieldMask.of("wanted")).get("wanted")).isEqualTo(wanted);
  }

  @Test
  void entriesAreHandedOverAndNothingOfThemStaysReserved() {
    var entries = new ArrayList<JsonValue>();
    var text =
        "{\"kind\":\"L\",\"items\":[%s1,null],\"metadata\":{\"continue\":\"c\"}}"
            .formatted("{\"a\":\"b\",\"c\":\"d\"},".repeat(10_000));
    JsonObject list;
    try (var parser = JsonFactory.parser(text)) {
      list =
          new MaskedParser(parser, reservation)
              .object(FieldMask.of("metadata continue"), "items", FieldMask.of("a"), entries::add);
    }

    assertThat(entries).hasSize(10_002);
    assertThat(entries.get(0)).isEqualTo(json("{\"a\":\"b\"}"));
    assertThat(list).isEqualTo(json("{\"items\":[],\"metadata\":{\"continue\":\"c\"}}"));
    assertThat(reservation.bytes()).isZero();
    assertThat(budget.available()).isEqualTo(64 * MIB);
  }

  @Test
  void whatIsKeptIsReservedBeforeItIsThere() {
    var values = "{\"a\":[0%s]}".formatted(",0".repeat(100_000));
    read(values, FieldMask.ALL);

    // Measured: 16 to 24 bytes a value with Parsson, which has small numbers in objects.
    assertThat(reservation.bytes()).isBetween(100_000L * 24, 100_000L * 120);

    var none = new MemoryBudget(2 * MIB, MIB, Duration.ZERO).reserve();
    assertThatExceptionOfType(MemoryDeniedException.class)
        .isThrownBy(() -> new MaskedParser(JsonFactory.parser(values), none).object(FieldMask.ALL));
    assertThat(none.bytes()).isLessThanOrEqualTo(MIB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":[1,", "{\"a\":{\"b\":", "{\"a\":\"b"})
  void whatEndsTooEarlyEndsTheReadingAlsoWhereItIsSkipped(String text) {
    for (var mask : List.of(FieldMask.ALL, FieldMask.of("b"))) {
      assertThatThrownBy(() -> readToTheEnd(text, mask)).isInstanceOf(RuntimeException.class);
    }
  }

  /** The same as {@code read}, but an endless reading fails. */
  private JsonObject readToTheEnd(String text, FieldMask mask) {
    return new MaskedParser(JsonFactory.parser(new EndingStream(text)), reservation).object(mask);
  }

  /** A stream that fails a reader which asks for more and more after the end. */
  private static final class EndingStream extends ByteArrayInputStream {
    private static final int MAX_READS = 100;

    private int readsAfterTheEnd;

    EndingStream(String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) {
      int read = super.read(bytes, from, length);
      if (read < 0 && ++readsAfterTheEnd > MAX_READS) {
        throw new AssertionError("read %d times after the end".formatted(readsAfterTheEnd));
      }
      return read;
    }
  }

  @Test
  void whatIsNestedTooDeeplyIsNoAnswerAndTakesNoStack() {
    assertThatThrownBy(() -> readToTheEnd("{\"a\":".repeat(400_000), FieldMask.ALL))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> readToTheEnd("{\"a\":" + "[".repeat(400_000), FieldMask.ALL))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> readToTheEnd("{\"a\":" + "[".repeat(400_000), FieldMask.of("b")))
        .isInstanceOf(RuntimeException.class);
  }
}
