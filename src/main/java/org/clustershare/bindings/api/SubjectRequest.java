package org.clustershare.bindings.api;

import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.problem.ProblemException;

/** The body of a call that binds or unbinds exactly one subject, in KKP's words. */
public record SubjectRequest(
    Optional<String> userEmail,
    Optional<String> group,
    Optional<String> serviceAccount,
    Optional<String> serviceAccountNamespace) {
  private static final int MAX_LENGTH = 500;

  /**
   * The subject.
   *
   * @throws ProblemException {@link BindingProblem#SUBJECT_INVALID} if the body names none or
   *     several, or an invalid one
   */
  Subject subject() {
    var found =
        Stream.of(
                userEmail.map(email -> (Subject) new Subject.User(name(email))),
                group.map(name -> (Subject) new Subject.Group(name(name))),
                serviceAccount.map(this::account))
            .flatMap(Optional::stream)
            .toList();
    if (found.size() != 1) {
      throw invalid();
    }
    return found.getFirst();
  }

  private Subject account(String account) {
    var namespace = serviceAccountNamespace.orElseThrow(SubjectRequest::invalid);
    return new Subject.ServiceAccount(name(namespace), name(account));
  }

  /**
   * A name that can be bound, and unbound again.
   *
   * @throws ProblemException {@link BindingProblem#SUBJECT_INVALID} for a blank name, one of more
   *     than 500 characters, or one with control characters
   */
  public static String name(String text) {
    if (text.isBlank()
        || text.length() > MAX_LENGTH
        || text.chars().anyMatch(Character::isISOControl)) {
      throw invalid();
    }
    return text;
  }

  private static ProblemException invalid() {
    return new ProblemException(BindingProblem.SUBJECT_INVALID);
  }
}
