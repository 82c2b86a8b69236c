package org.clustershare.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

class IssuerTest {
  private static IDTokenClaimsSet claims() {
    var now = Instant.now();
    return new IDTokenClaimsSet(
        new com.nimbusds.oauth2.sdk.id.Issuer("https://dex.example.com"),
        new Subject("subject"),
        List.of(new Audience("cluster-share")),
        Date.from(now.plusSeconds(60)),
        Date.from(now));
  }

  @Test
  void aPersonIsWhomTheEmailNames() {
    var claims = claims();
    claims.setClaim("email", "Bob@Example.com");
    claims.setClaim("email_verified", true);
    claims.setClaim("groups", List.of("developers"));

    var person = Issuer.person(claims);

    assertThat(person.email()).isEqualTo("Bob@Example.com");
    assertThat(person.key()).isEqualTo("bob@example.com");
    assertThat(person.groups()).containsExactly("developers");
    assertThat(person.id()).isEqualTo(Person.id("BOB@example.com")).hasSize(64);
  }

  @Test
  void withoutAnEmailNobodyIsKnown() {
    assertThatThrownBy(() -> Issuer.person(claims()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.EMAIL_MISSING));
  }

  @Test
  void anUnverifiedEmailIsNobodysYet() {
    var claims = claims();
    claims.setClaim("email", "bob@example.com");
    claims.setClaim("email_verified", false);

    assertThatThrownBy(() -> Issuer.person(claims))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.EMAIL_UNVERIFIED));
  }
}
