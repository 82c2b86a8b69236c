package org.clustershare.bindings.api;

import java.util.LinkedHashMap;
import java.util.List;
import org.clustershare.console.cluster.BindingRow;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** The fields of a binding, from a page or a call, are accepted or refused within a short time. */
class BindingFieldsFuzzTest {
  @Test
  void keysAndSubjectsNeverComputeForLong() throws InterruptedException {
    var good =
        List.of(
            "{\"namespace\":\"\",\"role\":\"edit\",\"subject\":{\"kind\":\"User\",\"name\":\"a\"}}",
            "{\"serviceAccount\":\"robot\",\"serviceAccountNamespace\":\"default\"}");
    var worst = new LinkedHashMap<String, String>();
    worst.put("no subject", "{\"namespace\":\"\",\"role\":\"edit\"}");
    worst.put("subject that is a text", good.get(0).replaceFirst("\\{\"kind.*}}", "\"a\"}"));
    worst.put("exponent", "{\"namespace\":1e99999999999}");
    worst.put("nesting", "{\"namespace\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
    worst.put("name", good.get(0).replace("\"a\"", "1"));
    worst.put("namespace", good.get(0).replace("\"kind\"", "\"namespace\":1,\"kind\""));
    var words = List.of("[", "]", "{", "}", "\"", ",", ":", "9", "e9", "\\", "null", "\\u0000");

    new Fuzz<>("binding", BindingFieldsFuzzTest::use).run(worst, new Mutations(good, words)::next);
  }

  private static void use(String text) {
    try {
      var entry = BindingRow.ofKey(text);
      entry.typedSubject().isReserved();
      entry.scope();
      entry.kind();
      entry.name();
    } catch (ProblemException refused) {
      // The key is not one of a page.
    }
    try {
      JsonBody.of(text, SubjectRequest.class).value().subject();
    } catch (ProblemException refused) {
      // The body does not name exactly one subject.
    }
  }
}
