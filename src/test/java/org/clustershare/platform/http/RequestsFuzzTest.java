package org.clustershare.platform.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.body.IgnoredFields;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.platform.text.PlainText;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** No request's body, header or field computes for long, or ends in anything but a problem. */
class RequestsFuzzTest {
  private static final int MANY = 250_000;

  @Test
  void bodiesAndHeadersNeverComputeForLong() throws InterruptedException {
    var good =
        List.of(
            "{\"name\":\"a\",\"members\":[{\"email\":\"a@example.com\"}],\"all\":true,\"n\":1.5}",
            "\"3\", W/\"4\"",
            "first.last@sub.example.com");
    var worst = new LinkedHashMap<String, String>();
    worst.put("integer", "{\"name\":" + "9".repeat(MANY) + "}");
    worst.put("exponent", "{\"name\":1e99999999999}");
    worst.put("large exponent", "{\"name\":1e999999999}");
    worst.put("nesting", "{\"name\":" + "[".repeat(MANY));
    worst.put("one field often", "{" + "\"name\":1,".repeat(MANY / 9) + "\"name\":1}");
    worst.put("fields of one hash code", colliding());
    worst.put("tags", "\"1\"" + ",\"1\"".repeat(MANY / 4));
    worst.put("tag that does not end", "\"" + "1".repeat(MANY));
    worst.put("address", "a.".repeat(MANY / 2) + "@b");
    worst.put("domain", "a@" + "b-".repeat(150));
    worst.put("labels", "a@" + "b.".repeat(158) + "-");
    var words =
        List.of("[", "]", "{", "}", "\"", ",", ":", "9", "e9", "\\", ".", "@", "-", "W/", "*");

    new Fuzz<>("request", RequestsFuzzTest::use).run(worst, new Mutations(good, words)::next);
  }

  private static String colliding() {
    var text = new StringBuilder("{");
    for (int key = 0; key < 1 << 12; key++) {
      text.append('"');
      for (int bit = 0; bit < 12; bit++) {
        text.append((key >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":1,");
    }
    return text + "\"a\":1}";
  }

  /** A request with every kind of field. */
  @IgnoredFields("n")
  public record Group(
      @NotNull String name, List<@Valid Person> members, Optional<Person> head, boolean all) {
    /** A nested object. */
    public record Person(@NotNull String email) {}
  }

  private static void use(String text) {
    EmailAddress.isValid(text);
    PlainText.isLine(text, 100);
    try {
      ExpectedVersion.of(List.of(text)).check(1);
    } catch (ProblemException refused) {
      // A header that is no list of tags, or another version.
    }
    try {
      var body = JsonBody.of(text, Group.class);
      body.has("members", "email");
      body.value();
    } catch (ProblemException refused) {
      // Not an object, or a field of another kind.
    }
  }
}
