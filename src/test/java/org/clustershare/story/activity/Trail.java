package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.clustershare.testbed.Api;

/**
 * The audit trail as an admin reads it.
 *
 * @param admin the API of an admin
 */
record Trail(Api admin) {
  private static final String PATH = "/api/v2/activity?limit=500";

  /** The id of the latest record; empty text for none. */
  String latest() {
    var records = records("");
    return records.isEmpty() ? "" : records.getFirst().getString("id");
  }

  /** The records behind an id, newest first. */
  List<JsonObject> since(String id) {
    return records("").stream().filter(one -> one.getString("id").compareTo(id) > 0).toList();
  }

  /** The newest records that further parameters of the query select. */
  List<JsonObject> records(String parameters) {
    var answer = admin.get(PATH + parameters);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object().getJsonArray("records").getValuesAs(JsonObject.class);
  }
}
