package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.http.FormOrigin;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;

/**
 * Check that a page of this installation sent a form (CSRF). The browser's word decides. If it says
 * nothing, the form must have the token that only pages of the person's session contain.
 */
@ApplicationScoped
public class FormCheck {
  /** The form's field with the token. */
  public static final String FIELD = "form-token";

  /** The form's field with a code of the person for whom the page was made. */
  public static final String PERSON_FIELD = "form-person";

  private static final String PURPOSE = "form-token";
  private static final String PERSON_PURPOSE = "form-person";

  private final InstallationSettings installation;
  private final ConsoleSessions sessions;
  private final OidcSettings oidc;

  @Inject
  FormCheck(InstallationSettings installation, ConsoleSessions sessions, OidcSettings oidc) {
    this.installation = installation;
    this.sessions = sessions;
    this.oidc = oidc;
  }

  /** Returns the token for the forms of the page that a request gets; empty for a visitor. */
  public Optional<String> token(HttpServletRequest request) {
    return sessions.find(request).map(FormCheck::token);
  }

  /** Returns the code for {@link #PERSON_FIELD}, the same in all sessions of a person. */
  public String personCode(Person person) {
    return HexFormat.of().formatHex(oidc.cookieHashKey().sign(PERSON_PURPOSE, person.key()));
  }

  /** Whether the browser says that a page of this installation sent the request. */
  boolean isOwn(HttpServletRequest request) {
    return FormOrigin.of(request, installation.baseUrl()) == FormOrigin.OWN;
  }

  /**
   * Requires that a page of the session sent the request.
   *
   * @throws ProblemException {@code otherwise}
   */
  void require(HttpServletRequest request, ConsoleSession session, ProblemType otherwise) {
    if (!isOwn(request) && !hasToken(request, session)) {
      throw new ProblemException(otherwise);
    }
  }

  /**
   * Requires that the page was made for the session's person: another person may have signed in in
   * that browser since. A form without the field passes.
   *
   * @throws ProblemException {@link IdentityProblem#FORM_OF_ANOTHER_PERSON}
   */
  void requireSamePerson(HttpServletRequest request, ConsoleSession session) {
    var code = Optional.ofNullable(request.getParameter(PERSON_FIELD));
    var own = bytes(personCode(session.person()));
    if (code.filter(text -> !MessageDigest.isEqual(own, bytes(text))).isPresent()) {
      throw new ProblemException(IdentityProblem.FORM_OF_ANOTHER_PERSON);
    }
  }

  private boolean hasToken(HttpServletRequest request, ConsoleSession session) {
    return FormOrigin.of(request, installation.baseUrl()) == FormOrigin.UNKNOWN
        && MessageDigest.isEqual(
            bytes(token(session)),
            bytes(Optional.ofNullable(request.getParameter(FIELD)).orElse("")));
  }

  private static String token(ConsoleSession session) {
    return session.secret().derive(PURPOSE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
