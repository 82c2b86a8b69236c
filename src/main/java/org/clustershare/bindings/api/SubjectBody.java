package org.clustershare.bindings.api;

import java.util.ArrayList;
import java.util.List;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.problem.ProblemException;

/** Reads {@code {userEmail | group | serviceAccount + serviceAccountNamespace}}: exactly one. */
public final class SubjectBody {
  private static final int LONGEST = 500;

  private SubjectBody() {}

  static Subject read(String body) {
    var fields = JsonBody.of(body);
    var found = new ArrayList<Subject>();
    fields.text("userEmail").ifPresent(email -> found.add(new Subject.User(name(email))));
    fields.text("group").ifPresent(group -> found.add(new Subject.Group(name(group))));
    fields
        .text("serviceAccount")
        .ifPresent(
            account ->
                found.add(
                    new Subject.ServiceAccount(
                        name(
                            fields
                                .text("serviceAccountNamespace")
                                .orElseThrow(SubjectBody::invalid)),
                        name(account))));
    if (found.size() != 1) {
      throw invalid();
    }
    return List.copyOf(found).get(0);
  }

  /** A name that can be bound, and removed again. */
  public static String name(String text) {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw invalid();
    }
    return text;
  }

  private static ProblemException invalid() {
    return new ProblemException(BindingProblem.SUBJECT_INVALID);
  }
}
