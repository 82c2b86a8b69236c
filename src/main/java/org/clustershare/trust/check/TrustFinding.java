package org.clustershare.trust.check;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.error.ServerText;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.text.PlainText;
import org.clustershare.trust.entity.TrustState;

/**
 * What one look at a cluster's trust found.
 *
 * @param state the answer
 * @param seen whom the API server took the person for; only when it trusts
 * @param said the API server's own words, empty when it said nothing
 * @param found what else was observed, such as the other issuer; empty for nothing
 * @param certain whether no other state could have looked the same from here
 */
public record TrustFinding(
    TrustState state, Optional<Seen> seen, String said, String found, boolean certain) {
  public TrustFinding {
    said = PlainText.visible(ServerText.of(said));
    found = PlainText.visible(ServerText.of(found));
  }

  /**
   * Whom the API server took the person for.
   *
   * @param username the name that bindings have to use
   * @param groups without those that Kubernetes adds itself
   * @param usernamePrefix what the API server puts before the email; empty text for nothing, empty
   *     when the name is not made of the email
   * @param groupsPrefix the same for the provider's groups; empty when none came through
   */
  public record Seen(
      String username,
      List<String> groups,
      Optional<String> usernamePrefix,
      Optional<String> groupsPrefix) {
    public Seen {
      username = PlainText.visible(ServerText.of(username));
      groups = ServerText.of(groups).stream().map(PlainText::visible).toList();
      usernamePrefix = usernamePrefix.map(ServerText::of);
      groupsPrefix = groupsPrefix.map(ServerText::of);
    }

    /**
     * Whether bindings that are made with these prefixes reach this person and their groups; groups
     * count only where one came through.
     */
    public boolean isNamedWith(UsernamePrefixes prefixes) {
      return usernamePrefix.equals(Optional.of(prefixes.usernames()))
          && groupsPrefix.filter(seen -> !seen.equals(prefixes.groups())).isEmpty();
    }

    /** What the API server puts before names; empty when not all of it could be seen. */
    Optional<UsernamePrefixes> prefixes() {
      return usernamePrefix.flatMap(
          users -> groupsPrefix.map(theirs -> new UsernamePrefixes(users, theirs)));
    }
  }

  static TrustFinding of(TrustState state, String said) {
    return new TrustFinding(state, Optional.empty(), said, "", true);
  }

  TrustFinding finding(String what) {
    return new TrustFinding(state, seen, said, what, certain);
  }

  TrustFinding uncertain() {
    return new TrustFinding(state, seen, said, found, false);
  }

  static TrustFinding trusted(Seen seen) {
    return new TrustFinding(TrustState.TRUSTED, Optional.of(seen), "", "", true);
  }

  /** Everything but the state, as the database stores it. */
  JsonObject json() {
    var json = JsonFactory.object().add("certain", certain);
    if (!said.isEmpty()) {
      json.add("said", said);
    }
    if (!found.isEmpty()) {
      json.add("found", found);
    }
    seen.ifPresent(
        who -> {
          json.add("username", who.username()).add("groups", JsonFactory.array(who.groups()));
          who.usernamePrefix().ifPresent(prefix -> json.add("usernamePrefix", prefix));
          who.groupsPrefix().ifPresent(prefix -> json.add("groupsPrefix", prefix));
        });
    return json.build();
  }

  static TrustFinding read(TrustState state, String text) {
    try (JsonReader reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      var seen =
          optional(json, "username")
              .filter(name -> state == TrustState.TRUSTED)
              .map(
                  name ->
                      new Seen(
                          name,
                          json.getJsonArray("groups").getValuesAs(JsonString::getString),
                          optional(json, "usernamePrefix"),
                          optional(json, "groupsPrefix")));
      return new TrustFinding(
          state,
          seen,
          json.getString("said", ""),
          json.getString("found", ""),
          json.getBoolean("certain", true));
    }
  }

  private static Optional<String> optional(JsonObject json, String key) {
    return json.containsKey(key) ? Optional.of(json.getString(key)) : Optional.empty();
  }
}
