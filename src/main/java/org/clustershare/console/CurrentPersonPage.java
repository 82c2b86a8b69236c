package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;

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

  /** Also on the page that says why a token was refused, or that the database does not answer. */
  private Optional<Person> find() {
    try {
      return current.find();
    } catch (RuntimeException unknown) {
      return Optional.empty();
    }
  }
}
