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
 * Whom the claims of an ID token speak of. The email is what clusters and we know people by, so it
 * must be one that cannot be taken for somebody else's.
 */
public final class EmailClaimPolicy {
  private static final int LONGEST_NAME = 200;

  /** OpenID Connect Core 1.0, section 2, of {@code sub}. */
  private static final int LONGEST_SUBJECT = 255;

  /** The most groups that are kept of a person; Entra ID, for one, puts at most 200 in a token. */
  private static final int MOST_GROUPS = 1_000;

  /** A group with a longer name is left out, in characters. */
  private static final int LONGEST_GROUP = 500;

  private static final int LAST_OF_ASCII = 0x7f;

  private static final String VERIFIED = "email_verified";

  private final SignInSettings settings;
  private final URI issuer;
  private final String subjectClaim;

  public EmailClaimPolicy(SignInSettings settings, URI issuer) {
    this(settings, issuer, AccountSettings.SUB);
  }

  /**
   * @param issuer who signed the claims: the rules about email_verified are an issuer's own
   * @param subjectClaim the claim that identifies an account at the issuer for good
   */
  public EmailClaimPolicy(SignInSettings settings, URI issuer, String subjectClaim) {
    this.settings = settings;
    this.issuer = issuer;
    this.subjectClaim = subjectClaim;
  }

  /**
   * The person.
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
    if (!sane(email)) {
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
        .filter(subject -> subject.length() <= LONGEST_SUBJECT)
        // PostgreSQL keeps no NUL, and no provider names an account with controls.
        .filter(subject -> subject.chars().noneMatch(Character::isISOControl))
        .map(subject -> new Account(claims.getIssuer(), subject))
        .orElseThrow(() -> new ProblemException(IdentityProblem.ACCOUNT_UNNAMED, subjectClaim));
  }

  /**
   * If an issuer sends no email_verified, the email can be what a person, or an administrator of
   * another tenant, typed in (known as nOAuth). The operator has to say that this cannot be.
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
    // Some providers say it as a text. Kubernetes refuses whatever is there and not true, too.
    if (!Boolean.TRUE.equals(verified) && !"true".equals(verified)) {
      throw new ProblemException(IdentityProblem.EMAIL_UNVERIFIED, email);
    }
  }

  /** One plain address, in one spelling, whose lower case is its own. */
  private static boolean sane(String email) {
    return EmailAddress.isValid(email)
        // Else a ligature, a full-width letter or the Kelvin sign could pass for plain letters.
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
        .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
        // The end may be half of a surrogate pair.
        .map(PlainText::withoutHidden)
        .map(PlainText::normalized)
        .filter(name -> !name.isBlank());
  }

  private static List<String> groups(JWTClaimsSet claims) {
    var groups = claims.getClaim("groups");
    if (groups instanceof String one) {
      return one.length() <= LONGEST_GROUP ? List.of(one) : List.of();
    }
    return groups instanceof List<?> list
        ? list.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            // A right less, never one too many.
            .filter(group -> group.length() <= LONGEST_GROUP)
            .limit(MOST_GROUPS)
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
