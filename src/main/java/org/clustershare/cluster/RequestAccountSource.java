package org.clustershare.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.AccountSource;
import org.clustershare.oidc.token.Person;

/** The person who sent the current request. */
@ApplicationScoped
class RequestAccountSource implements AccountSource {
  private final CurrentPerson current;

  @Inject
  RequestAccountSource(CurrentPerson current) {
    this.current = current;
  }

  @Override
  public Optional<String> account() {
    try {
      return current.find().map(Person::id);
    } catch (ContextNotActiveException e) {
      // A background thread: no request waits for it.
      return Optional.empty();
    }
  }
}
