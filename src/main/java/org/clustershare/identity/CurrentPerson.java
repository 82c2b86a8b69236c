package org.clustershare.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;

/** Who is asking, in this request. */
@RequestScoped
public class CurrentPerson {
  private Supplier<Optional<Person>> source = Optional::empty;

  /** Said by the filter that knows; looked up only when somebody wants to know. */
  public void setSource(Supplier<Optional<Person>> given) {
    this.source = given;
  }

  public Optional<Person> find() {
    var found = source.get();
    source = () -> found;
    return found;
  }

  /**
   * Whoever is asking.
   *
   * @throws ProblemException {@link IdentityProblem#TOKEN_MISSING} when nobody signed in
   */
  public Person require() {
    return find().orElseThrow(() -> new ProblemException(IdentityProblem.TOKEN_MISSING));
  }
}
