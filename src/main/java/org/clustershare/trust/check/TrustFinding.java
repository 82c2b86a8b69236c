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
 * Finding of one trust check.
 *
 * @param state the result
 * @param seen the user that the API server recognized; only if it accepts the token
 * @param said the API server's message; empty text for none
 * @param found a further observation, such as the other issuer; empty text for none
 * @param certain whether no other state can look the same from outside
 */
public record TrustFinding(
    TrustState state, Optional<RecognizedUser> seen, String said, String found, boolean certain) {
  public TrustFinding {
    said = PlainText.visible(ServerText.of(said));
    found = PlainText.visible(ServerText.of(found));
  }

  /**
   * The user that the API server recognized from the token.
   *
   * @param username the name for bindings
   * @param groups the groups, without those that Kubernetes adds
   * @param usernamePrefix the prefix before the email, which may be empty text; empty if the name
   *     does not end in the email
   * @param groupsPrefix the prefix before the provider's groups; empty if no group of the token was
   *     recognized
   */
  public record RecognizedUser(
      String username,
      List<String> groups,
      Optional<String> usernamePrefix,
      Optional<String> groupsPrefix) {
    public RecognizedUser {
      username = PlainText.visible(ServerText.of(username));
      groups = ServerText.of(groups).stream().map(PlainText::visible).toList();
      usernamePrefix = usernamePrefix.map(ServerText::of);
      groupsPrefix = groupsPrefix.map(ServerText::of);
    }

    /**
     * Whether bindings with these prefixes apply to this person and their groups. Groups count only
     * if one was recognized.
     */
    public boolean isNamedWith(UsernamePrefixes prefixes) {
      return usernamePrefix.equals(Optional.of(prefixes.usernames()))
          && groupsPrefix.filter(seen -> !seen.equals(prefixes.groups())).isEmpty();
    }

    /** The username prefixes of the API server; empty if one of them is unknown. */
    Optional<UsernamePrefixes> prefixes() {
      return usernamePrefix.flatMap(
          users -> groupsPrefix.map(groups -> new UsernamePrefixes(users, groups)));
    }
  }

  static TrustFinding of(TrustState state, String said) {
    return new TrustFinding(state, Optional.empty(), said, "", true);
  }

  TrustFinding withObservation(String what) {
    return new TrustFinding(state, seen, said, what, certain);
  }

  TrustFinding uncertain() {
    return new TrustFinding(state, seen, said, found, false);
  }

  static TrustFinding trusted(RecognizedUser recognizedUser) {
    return new TrustFinding(TrustState.TRUSTED, Optional.of(recognizedUser), "", "", true);
  }

  /** The details as JSON, without the state, for the database. */
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
                      new RecognizedUser(
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
