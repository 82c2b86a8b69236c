package org.clustershare.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.clustershare.identity.PersonRows.Sight;
import org.clustershare.oidc.token.Account;
import org.junit.jupiter.api.Test;

class SightTest {
  private static final Optional<Account> ONE = Optional.of(new Account("https://a", "1"));
  private static final Optional<Account> TWO = Optional.of(new Account("https://a", "2"));
  private static final Optional<Account> ELSEWHERE = Optional.of(new Account("https://b", "1"));

  @Test
  void theFirstAccountGetsTheAddress() {
    assertThat(PersonRows.sight(Optional.empty(), ONE, false)).isEqualTo(Sight.SAME_ACCOUNT);
    assertThat(PersonRows.sight(ONE, ONE, false)).isEqualTo(Sight.SAME_ACCOUNT);
  }

  @Test
  void anotherSubjectOrAnotherIssuerIsAnotherAccount() {
    assertThat(PersonRows.sight(ONE, TWO, false)).isEqualTo(Sight.OTHER_ACCOUNT);
    assertThat(PersonRows.sight(ONE, ELSEWHERE, false)).isEqualTo(Sight.OTHER_ACCOUNT);
    assertThat(PersonRows.sight(ONE, TWO, true)).isEqualTo(Sight.ACCEPTED_ACCOUNT);
  }

  @Test
  void whoBringsNoAccountIsNotTheOneThatIsKnown() {
    assertThat(PersonRows.sight(ONE, Optional.empty(), false)).isEqualTo(Sight.OTHER_ACCOUNT);
    assertThat(PersonRows.sight(ONE, Optional.empty(), true)).isEqualTo(Sight.OTHER_ACCOUNT);
  }
}
