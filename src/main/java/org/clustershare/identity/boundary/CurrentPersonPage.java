package org.clustershare.identity.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.Person;

/** Who is signed in, for the head of every page. */
@Named("currentPerson")
@RequestScoped
public class CurrentPersonPage {
  @Inject private CurrentPerson current;

  public boolean isSignedIn() {
    return current.find().isPresent();
  }

  public String getEmail() {
    return current.find().map(Person::email).orElse("");
  }
}
