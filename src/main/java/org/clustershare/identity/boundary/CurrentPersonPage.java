package org.clustershare.identity.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.problem.ProblemException;

/** Who is signed in, for the head of every page. */
@Named("currentPerson")
@RequestScoped
public class CurrentPersonPage {
  @Inject private CurrentPerson current;

  public boolean isSignedIn() {
    return find().isPresent();
  }

  public String getEmail() {
    return find().map(Person::email).orElse("");
  }

  /** Also on the page that says why somebody's token was refused: that is nobody. */
  private Optional<Person> find() {
    try {
      return current.find();
    } catch (ProblemException refused) {
      return Optional.empty();
    }
  }
}
