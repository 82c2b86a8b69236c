package org.clustershare.story.driver;

import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.clustershare.testbed.Api.Answer;

/**
 * Assertions about a response of the API; a failure prints the response's body. The problem's
 * fields are those of RFC 9457.
 */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {
  private AnswerAssert(Answer answer) {
    super(answer, AnswerAssert.class);
  }

  public static AnswerAssert assertThat(Answer answer) {
    return new AnswerAssert(answer);
  }

  /** The status is one of these. */
  public AnswerAssert hasStatus(Integer... expected) {
    Assertions.assertThat(actual.status())
        .as("%s status of: %s", descriptionText(), actual.body())
        .isIn((Object[]) expected);
    return this;
  }

  /** The problem's type ends with this key. */
  public AnswerAssert hasProblem(String key) {
    Assertions.assertThat(field("type")).as("type in: %s", actual.body()).endsWith(key);
    return this;
  }

  /** The problem's detail contains all of these. */
  public AnswerAssert hasDetail(String... parts) {
    Assertions.assertThat(field("detail")).contains(parts);
    return this;
  }

  /** The problem says what to do next. */
  public AnswerAssert hasNext() {
    Assertions.assertThat(field("next")).isNotBlank();
    return this;
  }

  /** The problem says what to do next, in a sentence with all of these. */
  public AnswerAssert hasNext(String... parts) {
    Assertions.assertThat(field("next")).contains(parts);
    return this;
  }

  /** The object in the body has this text in a field. */
  public AnswerAssert hasField(String name, String value) {
    Assertions.assertThat(field(name)).as("%s in: %s", name, actual.body()).isEqualTo(value);
    return this;
  }

  /** The object in the body has a text with all of these parts in a field. */
  public AnswerAssert hasFieldWith(String name, String... parts) {
    Assertions.assertThat(field(name)).as("%s in: %s", name, actual.body()).contains(parts);
    return this;
  }

  /** The object in the body has true or false in a field. */
  public AnswerAssert hasFlag(String name, boolean value) {
    Assertions.assertThat(actual.object().getBoolean(name))
        .as("%s in: %s", name, actual.body())
        .isEqualTo(value);
    return this;
  }

  public AnswerAssert hasBody(String body) {
    Assertions.assertThat(actual.body()).isEqualTo(body);
    return this;
  }

  public AnswerAssert contains(String... parts) {
    Assertions.assertThat(actual.body()).contains(parts);
    return this;
  }

  public AnswerAssert containsOnlyOnce(String part) {
    Assertions.assertThat(actual.body()).containsOnlyOnce(part);
    return this;
  }

  public AnswerAssert doesNotContain(String... parts) {
    Assertions.assertThat(actual.body()).doesNotContain(parts);
    return this;
  }

  /** The list has one condition, in the sense of Kubernetes, with this type, status and reason. */
  public AnswerAssert hasCondition(String type, String status, String reason) {
    Assertions.assertThat(list())
        .as("%s conditions: %s", descriptionText(), actual.body())
        .anySatisfy(
            condition ->
                Assertions.assertThat(
                        List.of(
                            condition.getString("type"),
                            condition.getString("status"),
                            condition.getString("reason")))
                    .isEqualTo(Arrays.asList(type, status, reason)));
    return this;
  }

  private List<JsonObject> list() {
    return actual.array().getValuesAs(JsonObject.class);
  }

  private String field(String name) {
    return actual.object().getString(name);
  }
}
