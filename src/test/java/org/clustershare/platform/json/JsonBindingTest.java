package org.clustershare.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonBindingTest {
  /** Components of all kinds, not in alphabetical order. */
  public record Outer(
      String name,
      boolean flag,
      int count,
      Instant at,
      Optional<URI> address,
      List<Inner> inners,
      Optional<Inner> first,
      JsonArray raw,
      Map<String, String> texts) {}

  /** A nested record. */
  public record Inner(String id, Optional<String> group) {}

  private static final Outer FULL =
      new Outer(
          "a\u2028\"é",
          true,
          7,
          Instant.parse("2026-11-27T10:00:00.120Z"),
          Optional.of(URI.create("https://a.example.com")),
          List.of(new Inner("z", Optional.of("g")), new Inner("b", Optional.empty())),
          Optional.of(new Inner("f", Optional.empty())),
          JsonFactory.array().add(1).add(JsonFactory.object().add("z", 1).add("a", 2)).build(),
          Map.of("key", "value"));

  @Test
  void membersStandInTheOrderOfTheComponents() {
    assertThat(JsonBinding.write(FULL))
        .isEqualTo(
            """
            {"name":"a\u2028\\"é","flag":true,"count":7,"at":"2026-11-27T10:00:00.120Z",\
            "address":"https://a.example.com",\
            "inners":[{"id":"z","group":"g"},{"id":"b"}],"first":{"id":"f"},\
            "raw":[1,{"z":1,"a":2}],"texts":{"key":"value"}}""");
  }

  @Test
  void whatIsWrittenCanBeRead() {
    assertThat(JsonBinding.read(JsonBinding.write(FULL), Outer.class)).isEqualTo(FULL);
    assertThat(JsonBinding.read("{\"id\": \"a\", \"later\": {\"x\": []}}", Inner.class))
        .isEqualTo(new Inner("a", Optional.empty()));
  }

  @Test
  void listsAndEmptyRecordsAreWritten() {
    assertThat(JsonBinding.write(List.of())).isEqualTo("[]");
    assertThat(JsonBinding.write(new EmptyJson())).isEqualTo("{}");
    assertThat(
            JsonBinding.write(
                new MappedList<>(
                    IntStream.range(0, 3).boxed().toList(),
                    number -> new Inner("" + number, Optional.empty()))))
        .isEqualTo("[{\"id\":\"0\"},{\"id\":\"1\"},{\"id\":\"2\"}]");
  }
}
