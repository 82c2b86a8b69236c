package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.session.FormCheck;
import org.clustershare.oidc.token.Person;
import org.omnifaces.util.Faces;

/** The signed-in person, for the head of every page. */
@Named("currentPerson")
@RequestScoped
public class CurrentPersonPage {
  private final CurrentPerson current;
  private final FormCheck forms;

  @Inject
  CurrentPersonPage(CurrentPerson current, FormCheck forms) {
    this.current = current;
    this.forms = forms;
  }

  public boolean isSignedIn() {
    return find().isPresent();
  }

  public String getEmail() {
    return find().map(Person::email).orElse("");
  }

  /** The token for the page's forms; empty text for a visitor. */
  public String getFormToken() {
    return isSignedIn() ? forms.token(Faces.getRequest()).orElse("") : "";
  }

  /** The code of the person for the page's forms; empty text for a visitor. */
  public String getFormPerson() {
    return find().map(forms::personCode).orElse("");
  }

  /** Error pages have a head, too: also when the token is refused or the database is down. */
  private Optional<Person> find() {
    try {
      return current.find();
    } catch (RuntimeException unknown) {
      return Optional.empty();
    }
  }
}
