package org.clustershare.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;

/** Person who sent the current request. */
@RequestScoped
public class CurrentPerson {
  private Supplier<Optional<Person>> source = Optional::empty;

  /**
   * Sets how to find the person; called by the filter. The lookup runs at most once, on the first
   * use.
   */
  public void setSource(Supplier<Optional<Person>> newSource) {
    this.source = newSource;
  }

  public Optional<Person> find() {
    var found = source.get();
    source = () -> found;
    return found;
  }

  /**
   * The person, who must have signed in.
   *
   * @throws ProblemException {@link IdentityProblem#TOKEN_MISSING} for an anonymous request
   */
  public Person require() {
    return find().orElseThrow(() -> new ProblemException(IdentityProblem.TOKEN_MISSING));
  }
}
