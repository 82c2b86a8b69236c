package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.Reader;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.Person;

/** The person who sent the current request. */
@ApplicationScoped
class RequestReader implements Reader {
  @Inject private CurrentPerson current;

  @Override
  public Optional<String> account() {
    try {
      return current.find().map(Person::id);
    } catch (ContextNotActiveException e) {
      // A thread of ours: no request waits for it.
      return Optional.empty();
    }
  }
}
