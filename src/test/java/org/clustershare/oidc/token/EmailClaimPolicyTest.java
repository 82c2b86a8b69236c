package org.clustershare.oidc.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailClaimPolicyTest {
  private static final URI ISSUER = URI.create("https://dex.example.com/dex");
  private static final SignInSettings USUAL =
      new SignInSettings(true, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of());

  private static JWTClaimsSet.Builder email(String email) {
    return unsaid(email).claim("email_verified", true);
  }

  /** The provider does not say whether the email is verified. */
  private static JWTClaimsSet.Builder unsaid(String email) {
    return new JWTClaimsSet.Builder().subject("subject").claim("email", email);
  }

  private static Person person(JWTClaimsSet.Builder claims) {
    return new EmailClaimPolicy(USUAL, ISSUER).person(claims.build());
  }

  private static void refused(ProblemType type, SignInSettings settings, JWTClaimsSet.Builder of) {
    assertThatThrownBy(() -> new EmailClaimPolicy(settings, ISSUER).person(of.build()))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.type()).isEqualTo(type));
  }

  @Test
  void aPersonIsWhomTheEmailNames() {
    var person =
        person(
            email("Bob@Example.com")
                .claim("email_verified", true)
                .claim("groups", List.of("developers")));

    assertThat(person.email()).isEqualTo("Bob@Example.com");
    assertThat(person.key()).isEqualTo("bob@example.com");
    assertThat(person.groups()).containsExactly("developers");
    assertThat(person.id()).isEqualTo(Person.id("BOB@example.com")).hasSize(64);
  }

  @Test
  void groupsWithoutEndAreNotKept() {
    var many = IntStream.range(0, 20_000).mapToObj(number -> "g" + number).toList();

    assertThat(person(email("bob@example.com").claim("groups", many)).groups())
        .hasSize(1_000)
        .first()
        .isEqualTo("g0");
    assertThat(
            person(
                    email("bob@example.com")
                        .claim("groups", List.of("x".repeat(501), "x".repeat(500), "y")))
                .groups())
        .containsExactly("x".repeat(500), "y");
    assertThat(person(email("bob@example.com").claim("groups", "x".repeat(501))).groups())
        .isEmpty();
  }

  @Test
  void withoutAnEmailNobodyIsKnown() {
    refused(IdentityProblem.EMAIL_MISSING, USUAL, new JWTClaimsSet.Builder());
    refused(IdentityProblem.EMAIL_MISSING, USUAL, email("  "));
    refused(
        IdentityProblem.EMAIL_MISSING,
        USUAL,
        new JWTClaimsSet.Builder().claim("email", List.of("bob@example.com")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "@example.com",
        "bob@",
        "bob@example.com@evil.example",
        "bob@example.com\nX: y",
        "bob @example.com",
        "bob\u00a0@example.com",
        "bob\u200b@example.com",
        "\u202emoc.elpmaxe@bob",
        "bob\uff20example.com",
        "<b>bob</b>@example.com",
        "\"bob\"@example.com",
        "bob,eve@example.com",
        "mar\u212a@example.com",
        "\uff42ob@example.com",
        "b\u0130b@example.com",
        "bo\u0308b@example.com",
      })
  void anEmailThatCouldPassForAnotherIsRefused(String email) {
    refused(IdentityProblem.EMAIL_UNUSABLE, USUAL, email(email));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob+share@example.com",
        "o'brien@example.com",
        "jürgen@müller.example",
        "用户@例え.example"
      })
  void anEmailOfAnyScriptIsTaken(String email) {
    assertThat(person(email(email)).email()).isEqualTo(email);
  }

  @Test
  void anEmailIsAtMost254CharactersLong() {
    assertThat(person(email("x".repeat(64) + "@" + "y".repeat(177) + ".example.com")).email())
        .hasSize(254);
    refused(
        IdentityProblem.EMAIL_UNUSABLE,
        USUAL,
        email("x".repeat(64) + "@" + "y".repeat(178) + ".example.com"));
  }

  @Test
  void anEmailOfWhichTheProviderDoesNotSayWhetherItIsVerifiedIsRefused() {
    assertThatThrownBy(() -> person(unsaid("bob@example.com")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type().key()).isEqualTo("email-verification-missing"));
  }

  @Test
  void onlyAnIssuerThatTheOperatorNamesMayLeaveTheClaimOut() {
    var entra = URI.create("https://login.microsoftonline.com/tenant/v2.0");
    var settings =
        new SignInSettings(
            true,
            Set.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(entra.toString()));

    var claims = unsaid("bob@example.com").build();
    assertThat(new EmailClaimPolicy(settings, entra).person(claims).email())
        .isEqualTo("bob@example.com");
    refused(IdentityProblem.EMAIL_VERIFICATION_MISSING, settings, unsaid("bob@example.com"));
    for (var said : Stream.of(Optional.of(false), Optional.of("no"), Optional.empty()).toList()) {
      var present = unsaid("bob@example.com").claim("email_verified", said.orElse(null)).build();
      assertThatThrownBy(() -> new EmailClaimPolicy(settings, entra).person(present))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.EMAIL_UNVERIFIED));
    }
  }

  @Test
  void theRefusalNamesTheProviderTheSettingAndWhatItIsAbout() {
    assertThatThrownBy(() -> person(unsaid("bob@example.com")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
                var problem = e.in(language);
                assertThat(problem.detail()).contains(ISSUER.toString(), "email_verified");
                assertThat(problem.next()).contains("oidc-issuers-without-email-verified");
              }
            });
  }

  @Test
  void onlyTrueMeansVerified() {
    assertThat(person(unsaid("bob@example.com").claim("email_verified", "true")).email())
        .isEqualTo("bob@example.com");

    var others =
        Stream.of(
            Optional.empty(),
            Optional.of(1),
            Optional.of(1.0),
            Optional.of("TRUE"),
            Optional.of("True"),
            Optional.of(" true"),
            Optional.of(""),
            Optional.of("yes"),
            Optional.of(List.of()),
            Optional.of(List.of(true)),
            Optional.of(List.of("true")),
            Optional.of(Map.of("true", true)),
            Optional.of(false));
    others.forEach(
        said ->
            refused(
                IdentityProblem.EMAIL_UNVERIFIED,
                USUAL,
                unsaid("bob@example.com").claim("email_verified", said.orElse(null))));
  }

  @Test
  void nullInTheTokensTextIsSaidAndNotTrue() throws ParseException {
    var claims = JWTClaimsSet.parse("{\"email\": \"bob@example.com\", \"email_verified\": null}");

    assertThatThrownBy(() -> new EmailClaimPolicy(USUAL, ISSUER).person(claims))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.EMAIL_UNVERIFIED));
  }

  @Test
  void anUnverifiedEmailIsNobodysYetUnlessTheOperatorSaysSo() {
    var lenient =
        new SignInSettings(
            false, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of());

    for (var said : List.<Object>of(false, "false", "maybe", 0)) {
      refused(
          IdentityProblem.EMAIL_UNVERIFIED,
          USUAL,
          email("bob@example.com").claim("email_verified", said));
    }
    var claims = email("bob@example.com").claim("email_verified", false).build();
    assertThat(new EmailClaimPolicy(lenient, ISSUER).person(claims).email())
        .isEqualTo("bob@example.com");
  }

  @Test
  void onlyAllowedDomainsMayComeIn() {
    var ownDomain =
        new SignInSettings(
            true, Set.of("example.com"), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of());

    assertThat(
            new EmailClaimPolicy(ownDomain, ISSUER)
                .person(email("bob@Example.COM").build())
                .email())
        .isEqualTo("bob@Example.COM");
    refused(IdentityProblem.EMAIL_DOMAIN, ownDomain, email("bob@evil.example"));
    refused(IdentityProblem.EMAIL_DOMAIN, ownDomain, email("bob@sub.example.com"));
    refused(IdentityProblem.EMAIL_DOMAIN, ownDomain, email("bob@notexample.com"));
  }

  @Test
  void namesAreKeptShortAndPrintable() {
    assertThat(
            person(email("bob@example.com").claim("name", "Bo\nb\u202e " + "x".repeat(300))).name())
        .startsWith("Bob x")
        .hasSize(200);
    assertThat(person(email("bob@example.com")).name()).isEqualTo("bob@example.com");
    assertThat(person(email("bob@example.com").claim("groups", "one")).groups())
        .containsExactly("one");
  }

  @Test
  void anAccountIsNamedByTheClaimThatTheOperatorChose() {
    var claims = email("bob@example.com").issuer("https://issuer").claim("oid", "42").build();

    assertThat(new EmailClaimPolicy(USUAL, ISSUER).person(claims).account())
        .contains(new Account("https://issuer", "subject"));
    assertThat(new EmailClaimPolicy(USUAL, ISSUER, "oid").person(claims).account())
        .contains(new Account("https://issuer", "42"));
    for (var unusable : new Object[] {"", " ", 42, "x".repeat(256), "a\0b"}) {
      var other = new JWTClaimsSet.Builder(claims).claim("oid", unusable).build();
      assertThatThrownBy(() -> new EmailClaimPolicy(USUAL, ISSUER, "oid").person(other))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.ACCOUNT_UNNAMED));
    }
  }

  @Property
  void twoEmailsThatAreTakenAreTheSamePersonOnlyWhenAsciiCaseTellsThemApart(@ForAll String local) {
    try {
      var person = person(email(local + "@example.com"));
      assertThat(person.key().codePoints().filter(c -> c <= 0x7f).count())
          .isEqualTo(person.email().codePoints().filter(c -> c <= 0x7f).count());
    } catch (ProblemException refused) {
      assertThat(refused.type())
          .isIn(IdentityProblem.EMAIL_UNUSABLE, IdentityProblem.EMAIL_MISSING);
    }
  }
}
