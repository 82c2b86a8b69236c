package org.clustershare.audit;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clustershare.platform.correlation.RequestId;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.proxy.TrustedProxies;

/** The origin of the current request, as far as the trail records it. */
@RequestScoped
public class RequestOrigin {
  private Supplier<Optional<String>> person = Optional::empty;
  private boolean lookingUp;
  private Optional<Facts> facts = Optional.empty();

  /**
   * What a request says about its client.
   *
   * @param address the client's address as far as {@code trusted-proxies} says, else the
   *     connection's
   * @param forwardedFor the end of what {@code X-Forwarded-For} says. A proxy appends the address
   *     that it sees; what stands before is the client's own text.
   */
  public record Facts(String address, String forwardedFor, String userAgent, String requestId) {
    /** For work without a request. */
    static final Facts NONE = new Facts("", "", "", "");

    private static final int MAX_FORWARDED_FOR = 200;

    static Facts of(HttpServletRequest request, TrustedProxies proxies) {
      var forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
      return new Facts(
          proxies.client(Objects.toString(request.getRemoteAddr(), ""), forwardedFor),
          end(forwardedFor),
          Objects.toString(request.getHeader("User-Agent"), ""),
          Objects.toString(request.getAttribute(RequestId.ATTRIBUTE), RandomIds.id()));
    }

    /** The end of all header lines, which the last proxy wrote. */
    static String end(List<String> forwardedFor) {
      var text = String.join(", ", forwardedFor);
      return text.substring(Math.max(0, text.length() - MAX_FORWARDED_FOR));
    }
  }

  /** The kind of an actor. */
  public enum ActorKind {
    /** A person whose email the installation's issuer asserts. */
    PERSON,
    /** A person whose email another issuer asserts, such as one that an editor chose. */
    EXTERNAL,
    ANONYMOUS,
    /** Cluster Share itself, such as a timer. */
    SYSTEM
  }

  /**
   * An actor.
   *
   * @param email empty for all but people
   * @param issuer the issuer that asserts the email of an external person; else empty
   */
  public record Actor(ActorKind kind, String email, String issuer) {
    static final Actor SYSTEM = new Actor(ActorKind.SYSTEM, "", "");
    static final Actor ANONYMOUS = new Actor(ActorKind.ANONYMOUS, "", "");

    static Actor person(String email) {
      return new Actor(ActorKind.PERSON, email, "");
    }

    static Actor external(String email, String issuer) {
      return new Actor(ActorKind.EXTERNAL, email, issuer);
    }
  }

  /**
   * Sets the origin; called by the filter that determines the person.
   *
   * @param newPerson looks up the email of the person who sent the request
   */
  public void set(
      HttpServletRequest request, TrustedProxies proxies, Supplier<Optional<String>> newPerson) {
    this.person = newPerson;
    this.facts = Optional.of(Facts.of(request, proxies));
  }

  /** The facts of the request; {@link Facts#NONE} outside of one. */
  Facts facts() {
    return facts.orElse(Facts.NONE);
  }

  Actor actor() {
    if (facts.isEmpty()) {
      return Actor.SYSTEM;
    }
    return email().map(Actor::person).orElse(Actor.ANONYMOUS);
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
