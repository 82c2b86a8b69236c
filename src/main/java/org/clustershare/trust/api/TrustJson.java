package org.clustershare.trust.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.trust.check.TrustCheck;
import org.clustershare.trust.check.TrustFinding.RecognizedUser;
import org.clustershare.trust.check.TrustTexts;

/**
 * The result of a trust check. Without a check that still applies, only {@code state} is there:
 * {@code unchecked}.
 *
 * @param meaning what the state means, and {@code fix} what to do about it
 * @param checkedBy the email address of the caller; empty for the timer
 * @param certain whether no other state looks the same to Cluster Share
 * @param said the API server's message
 * @param found a further observation, such as the other issuer
 * @param username the API server's name for the person, with {@code groups}; only if it trusts
 */
public record TrustJson(
    String state,
    Optional<String> title,
    Optional<String> meaning,
    Optional<String> fix,
    Optional<Instant> checkedAt,
    Optional<String> checkedBy,
    Optional<Boolean> certain,
    Optional<String> said,
    Optional<String> found,
    Optional<String> username,
    Optional<List<String>> groups,
    Optional<String> usernamePrefix,
    Optional<String> groupsPrefix) {

  static TrustJson unchecked() {
    return new TrustJson(
        "unchecked",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static TrustJson of(TrustCheck check) {
    var finding = check.verdict();
    var texts = TrustTexts.of(finding.state(), Locale.ENGLISH);
    return new TrustJson(
        finding.state().key(),
        Optional.of(texts.title()),
        Optional.of(texts.meaning()),
        Optional.of(texts.fix()),
        Optional.of(check.at()),
        Optional.of(check.by()),
        Optional.of(finding.certain()),
        Optional.of(finding.said()).filter(said -> !said.isEmpty()),
        Optional.of(finding.found()).filter(found -> !found.isEmpty()),
        finding.seen().map(RecognizedUser::username),
        finding.seen().map(RecognizedUser::groups),
        finding.seen().flatMap(RecognizedUser::usernamePrefix),
        finding.seen().flatMap(RecognizedUser::groupsPrefix));
  }
}
