package org.clustershare.story.driver;

import jakarta.json.Json;
import org.clustershare.oidc.token.Person;
import org.clustershare.testbed.Api.Answer;

/**
 * A person in one project: members, clusters and access.
 *
 * @param project the project's id
 */
public record ProjectActor(Actor actor, String project) {
  /** The project's path in the API. */
  public String path() {
    return "/api/v1/projects/" + project;
  }

  public Answer details() {
    return actor.api().get(path());
  }

  public Answer renames(String name, String... headers) {
    return actor
        .api()
        .call(
            "PUT",
            path(),
            Json.createObjectBuilder().add("name", name).build().toString(),
            headers);
  }

  public Answer deletes(String... headers) {
    return actor.api().call("DELETE", path(), "", headers);
  }

  public Answer members() {
    return actor.api().get(path() + "/users");
  }

  /** Adds a person, or a group with the prefix {@code oidc:}, as owners, editors or viewers. */
  public Answer addsMember(String email, String group) {
    return actor.api().post(path() + "/users", Stack.membership(project, email, group));
  }

  public Answer changesMember(String email, String group, String... headers) {
    var body = Stack.membership(project, email, group).toString();
    return actor.api().call("PUT", member(email), body, headers);
  }

  public Answer removesMember(String email, String... headers) {
    return actor.api().call("DELETE", member(email), "", headers);
  }

  /** Removes a member, and does with their access as a query says. */
  public Answer removesMemberWith(String query, String email) {
    return actor.api().delete(member(email) + "?" + query);
  }

  /** A member's path in the API. */
  public String member(String email) {
    return path() + "/users/" + Person.id(email);
  }

  /** The project's clusters, as KKP's external clusters. */
  public Answer clusters() {
    return clusters("");
  }

  public Answer clusters(String query) {
    return actor.api().get(clustersPath() + query);
  }

  /** The path under which the API lists clusters and takes new ones. */
  public String clustersPath() {
    return "/api/v2/projects/%s/kubernetes/clusters".formatted(project);
  }

  /** A report on a person's access to all clusters of the project. */
  public Answer accessOf(String email, String... groups) {
    var query = new StringBuilder("?subject=" + email);
    for (var group : groups) {
      query.append("&group=").append(group);
    }
    return actor.api().get(accessPath() + query);
  }

  /** Ends a person's access to all clusters of the project. */
  public Answer endsAccessOf(String email) {
    return actor.api().delete(accessPath() + "?subject=" + email);
  }

  /** Ends a group's access to all clusters of the project. */
  public Answer endsAccessOfGroup(String group) {
    return actor.api().delete("%s?subject=%s&kind=group".formatted(accessPath(), group));
  }

  public String accessPath() {
    return "/api/v2/projects/%s/access".formatted(project);
  }
}
