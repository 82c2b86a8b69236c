package org.clustershare.audit;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;

/** The origin of the current request, as far as the trail records it. */
@RequestScoped
public class RequestOrigin {
  /** Name of the request attribute with the request's id, if an earlier filter gave it one. */
  public static final String REQUEST_ID = "org.clustershare.request-id";

  private Supplier<Optional<String>> person = Optional::empty;
  private boolean lookingUp;
  private Optional<Facts> facts = Optional.empty();

  /**
   * What a request says about its client.
   *
   * @param address the connection's address
   * @param forwardedFor what {@code X-Forwarded-For} claims; every client can send it
   */
  public record Facts(String address, String forwardedFor, String userAgent, String requestId) {
    /** For work without a request. */
    static final Facts NONE = new Facts("", "", "", "");
  }

  /** The kind of an actor. */
  public enum ActorKind {
    PERSON,
    ANONYMOUS,
    /** Cluster Share itself, such as a timer. */
    SYSTEM
  }

  /** An actor; the email is empty for all but people. */
  public record Actor(ActorKind kind, String email) {
    static final Actor SYSTEM = new Actor(ActorKind.SYSTEM, "");

    static Actor person(String email) {
      return new Actor(ActorKind.PERSON, email);
    }
  }

  /**
   * Sets the origin; called by the filter that determines the person.
   *
   * @param newPerson looks up the email of the person who sent the request
   */
  public void set(HttpServletRequest request, Supplier<Optional<String>> newPerson) {
    this.person = newPerson;
    this.facts =
        Optional.of(
            new Facts(
                Objects.toString(request.getRemoteAddr(), ""),
                Objects.toString(request.getHeader("X-Forwarded-For"), ""),
                Objects.toString(request.getHeader("User-Agent"), ""),
                Objects.toString(request.getAttribute(REQUEST_ID), RandomIds.id())));
  }

  /** The facts of the request; {@link Facts#NONE} outside of one. */
  Facts facts() {
    return facts.orElse(Facts.NONE);
  }

  Actor actor() {
    if (facts.isEmpty()) {
      return Actor.SYSTEM;
    }
    return email().map(Actor::person).orElseGet(() -> new Actor(ActorKind.ANONYMOUS, ""));
  }

  /** Empty also while the lookup itself writes a record, such as that of a new person. */
  private Optional<String> email() {
    if (lookingUp) {
      return Optional.empty();
    }
    lookingUp = true;
    try {
      return person.get();
    } catch (ProblemException refusedToken) {
      return Optional.empty();
    } finally {
      lookingUp = false;
    }
  }

  /** What a function says about the current request; the other value outside of one. */
  static <T> T inRequest(RequestOrigin proxy, Function<RequestOrigin, T> question, T outside) {
    try {
      return question.apply(proxy);
    } catch (ContextNotActiveException noRequest) {
      return outside;
    }
  }
}
