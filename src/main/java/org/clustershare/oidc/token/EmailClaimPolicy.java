package org.clustershare.oidc.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.Normalizer;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.platform.text.PlainText;

/**
 * Policy that derives a person from the claims of an ID token. Clusters and Cluster Share know
 * people by their email, so no email may pass for another person's.
 */
public final class EmailClaimPolicy {
  private static final int MAX_NAME_LENGTH = 200;

  /** OpenID Connect Core 1.0, section 2, of {@code sub}. */
  private static final int MAX_SUBJECT_LENGTH = 255;

  /** Limit of a person's groups; Entra ID, for example, puts at most 200 in a token. */
  private static final int MAX_GROUPS = 1_000;

  /** In characters; a group with a longer name is left out. */
  private static final int MAX_GROUP_LENGTH = 500;

  private static final int LAST_OF_ASCII = 0x7f;

  private static final String VERIFIED = "email_verified";

  private final SignInSettings settings;
  private final URI issuer;
  private final String subjectClaim;

  public EmailClaimPolicy(SignInSettings settings, URI issuer) {
    this(settings, issuer, AccountSettings.SUB);
  }

  /**
   * @param issuer the issuer that signed the claims; the rules for email_verified differ by issuer
   * @param subjectClaim the claim that identifies an account at the issuer permanently
   */
  public EmailClaimPolicy(SignInSettings settings, URI issuer, String subjectClaim) {
    this.settings = settings;
    this.issuer = issuer;
    this.subjectClaim = subjectClaim;
  }

  /**
   * Returns the person that the claims name.
   *
   * @throws ProblemException {@link IdentityProblem#EMAIL_MISSING}, {@link
   *     IdentityProblem#EMAIL_UNUSABLE}, {@link IdentityProblem#EMAIL_UNVERIFIED}, {@link
   *     IdentityProblem#EMAIL_VERIFICATION_MISSING}, {@link IdentityProblem#EMAIL_DOMAIN} or {@link
   *     IdentityProblem#ACCOUNT_UNNAMED}
   */
  public Person person(JWTClaimsSet claims) {
    var email =
        text(claims, "email")
            .orElseThrow(() -> new ProblemException(IdentityProblem.EMAIL_MISSING));
    if (!isUnambiguous(email)) {
      throw new ProblemException(IdentityProblem.EMAIL_UNUSABLE);
    }
    requireVerified(claims, email);
    var domain = email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (!settings.emailDomains().isEmpty() && !settings.emailDomains().contains(domain)) {
      throw new ProblemException(IdentityProblem.EMAIL_DOMAIN, domain);
    }
    return new Person(email, name(claims).orElse(email), groups(claims), account(claims));
  }

  private Account account(JWTClaimsSet claims) {
    return text(claims, subjectClaim)
        .filter(subject -> subject.length() <= MAX_SUBJECT_LENGTH)
        // PostgreSQL stores no NUL, and no provider uses control characters in a subject.
        .filter(subject -> subject.chars().noneMatch(Character::isISOControl))
        .map(subject -> new Account(claims.getIssuer(), subject))
        .orElseThrow(() -> new ProblemException(IdentityProblem.ACCOUNT_UNNAMED, subjectClaim));
  }

  /**
   * Refuses an unverified email. If an issuer sends no email_verified, a person or an administrator
   * of another tenant may have typed the email (known as nOAuth). The operator must state that this
   * cannot happen.
   */
  private void requireVerified(JWTClaimsSet claims, String email) {
    if (!settings.requireVerifiedEmail()) {
      return;
    }
    if (!claims.getClaims().containsKey(VERIFIED)) {
      if (settings.mayLackEmailVerified(issuer)) {
        return;
      }
      throw new ProblemException(
          IdentityProblem.EMAIL_VERIFICATION_MISSING, email, issuer.toString());
    }
    var verified = claims.getClaim(VERIFIED);
    // Some providers send it as text. Kubernetes, too, refuses any value but true.
    if (!Boolean.TRUE.equals(verified) && !"true".equals(verified)) {
      throw new ProblemException(IdentityProblem.EMAIL_UNVERIFIED, email);
    }
  }

  /**
   * Whether the text is one plain address, in one spelling, whose lower case belongs to no other.
   */
  private static boolean isUnambiguous(String email) {
    return EmailAddress.isValid(email)
        // Otherwise a ligature, a full-width letter or the Kelvin sign could pass for plain
        // letters.
        && Normalizer.isNormalized(email, Normalizer.Form.NFKC)
        && email.codePoints().noneMatch(EmailClaimPolicy::becomesAscii);
  }

  private static boolean becomesAscii(int character) {
    return character > LAST_OF_ASCII
        && Character.toString(character)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .anyMatch(lower -> lower <= LAST_OF_ASCII);
  }

  private static Optional<String> name(JWTClaimsSet claims) {
    return text(claims, "name")
        .map(PlainText::withoutHidden)
        .map(name -> name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)))
        // The cut may leave half of a surrogate pair.
        .map(PlainText::withoutHidden)
        .map(PlainText::normalized)
        .filter(name -> !name.isBlank());
  }

  private static List<String> groups(JWTClaimsSet claims) {
    var groups = claims.getClaim("groups");
    if (groups instanceof String single) {
      return single.length() <= MAX_GROUP_LENGTH ? List.of(single) : List.of();
    }
    return groups instanceof List<?> list
        ? list.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            // A missing group can only take rights away.
            .filter(group -> group.length() <= MAX_GROUP_LENGTH)
            .limit(MAX_GROUPS)
            .toList()
        : List.of();
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) {
    try {
      return Optional.ofNullable(claims.getStringClaim(name)).filter(text -> !text.isBlank());
    } catch (ParseException notText) {
      return Optional.empty();
    }
  }
}
