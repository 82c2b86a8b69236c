package org.clustershare.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.clustershare.identity.PersonRows.AccountMatch;
import org.clustershare.oidc.token.Account;
import org.junit.jupiter.api.Test;

class AccountMatchTest {
  private static final Optional<Account> ONE = Optional.of(new Account("https://a", "1"));
  private static final Optional<Account> TWO = Optional.of(new Account("https://a", "2"));
  private static final Optional<Account> ELSEWHERE = Optional.of(new Account("https://b", "1"));

  @Test
  void theFirstAccountGetsTheAddress() {
    assertThat(PersonRows.match(Optional.empty(), ONE, false)).isEqualTo(AccountMatch.SAME_ACCOUNT);
    assertThat(PersonRows.match(ONE, ONE, false)).isEqualTo(AccountMatch.SAME_ACCOUNT);
  }

  @Test
  void anotherSubjectOrAnotherIssuerIsAnotherAccount() {
    assertThat(PersonRows.match(ONE, TWO, false)).isEqualTo(AccountMatch.OTHER_ACCOUNT);
    assertThat(PersonRows.match(ONE, ELSEWHERE, false)).isEqualTo(AccountMatch.OTHER_ACCOUNT);
    assertThat(PersonRows.match(ONE, TWO, true)).isEqualTo(AccountMatch.ACCEPTED_ACCOUNT);
  }

  @Test
  void aPersonWithoutAnAccountIsNotTheKnownOne() {
    assertThat(PersonRows.match(ONE, Optional.empty(), false))
        .isEqualTo(AccountMatch.OTHER_ACCOUNT);
    assertThat(PersonRows.match(ONE, Optional.empty(), true)).isEqualTo(AccountMatch.OTHER_ACCOUNT);
  }
}
