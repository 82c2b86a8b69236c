package org.clustershare.console.project;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.Members;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.ProjectRole;
import org.jspecify.annotations.Nullable;

/**
 * Row of the page of members.
 *
 * @param id the id of the member in the API
 * @param name the person's name at the provider, or the group's name
 * @param known whether the person has signed in once
 * @param seenAt when the person was last seen; null for groups and people who never signed in
 * @param away whether that is 90 days ago or longer
 * @param you whether it is the signed-in person
 * @param query the query that names the member to the page of a person's access
 */
public record MemberRow(
    String id,
    String name,
    String email,
    boolean group,
    boolean known,
    @Nullable Instant seenAt,
    boolean away,
    boolean you,
    ProjectRole role,
    String query) {
  static final Comparator<MemberRow> ORDER =
      Comparator.comparing(MemberRow::role)
          .thenComparing(MemberRow::group)
          .thenComparing(MemberRow::email);

  /** After this time without a sign-in, a person may have left. */
  static final Duration AWAY = Duration.ofDays(90);

  static MemberRow of(
      Member member, String name, @Nullable Instant seenAt, Person looking, Instant now) {
    return new MemberRow(
        Members.id(member),
        name,
        member.email(),
        member.isGroup(),
        member.isGroup() || seenAt != null,
        seenAt,
        seenAt != null && !seenAt.isAfter(now.minus(AWAY)),
        member.key().equals(looking.key()),
        member.role(),
        query(member));
  }

  static String query(Member member) {
    return member.isGroup()
        ? "kind=group&subject=" + encoded(member.key().substring(Member.GROUP_PREFIX.length()))
        : "subject=" + encoded(member.email());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
