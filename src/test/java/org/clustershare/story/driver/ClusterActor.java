package org.clustershare.story.driver;

import static org.clustershare.story.driver.AnswerAssert.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;

/**
 * A person at one cluster. Roles are written as in the product's reports: {@code view} is a
 * ClusterRole, {@code default/namespace-viewer} a Role in a namespace.
 */
public record ClusterActor(Actor actor, Added cluster) {
  /** A path below the cluster's. */
  public String path(String below) {
    return cluster.path() + below;
  }

  /** The cluster as one of KKP's external clusters. */
  public String imported() {
    return "/api/v2/projects/%s/kubernetes/clusters/%s"
        .formatted(cluster.project(), cluster.cluster());
  }

  private Answer get(String below) {
    return actor.api().get(path(below));
  }

  private Answer post(String below) {
    return actor.api().post(path(below), "");
  }

  // Roles and bindings

  public Answer clusterRoles() {
    return get("/clusterroles");
  }

  public Answer clusterRoleNames() {
    return get("/clusterrolenames");
  }

  public Answer roles() {
    return get("/roles");
  }

  public Answer roleNames() {
    return get("/rolenames");
  }

  public Answer namespaces() {
    return get("/namespaces");
  }

  /** The bindings that grant roles in the whole cluster. */
  public Answer clusterBindings() {
    return get("/clusterbindings");
  }

  /** The bindings that grant roles in namespaces. */
  public Answer bindings() {
    return get("/bindings");
  }

  /** The list in which a binding to this role stands. */
  public Answer bindingsLike(String role) {
    return role.contains("/") ? bindings() : clusterBindings();
  }

  public BindingRequest binds(String email) {
    return new BindingRequest(actor.api(), cluster, Stack.user(email));
  }

  public BindingRequest bindsGroup(String name) {
    return new BindingRequest(
        actor.api(), cluster, Json.createObjectBuilder().add("group", name).build());
  }

  public BindingRequest bindsServiceAccount(String namespace, String name) {
    return new BindingRequest(
        actor.api(),
        cluster,
        Json.createObjectBuilder()
            .add("serviceAccount", name)
            .add("serviceAccountNamespace", namespace)
            .build());
  }

  public BindingRequest unbinds(String email) {
    return binds(email);
  }

  public BindingRequest unbindsGroup(String name) {
    return bindsGroup(name);
  }

  public BindingRequest unbindsServiceAccount(String namespace, String name) {
    return bindsServiceAccount(namespace, name);
  }

  // Reconciliation

  public Answer drift() {
    return get("/drift");
  }

  public Answer conditions() {
    return get("/conditions");
  }

  public Answer repairs() {
    return get("/repairs");
  }

  /** Has the roles repaired now. */
  public Answer reconciles() {
    return post("/reconcile");
  }

  /** Asks what a repair would do. */
  public Answer plansReconciliation() {
    return post("/reconcile?dry-run=true");
  }

  /** Chooses between {@code apply} and {@code report}. */
  public void setsReconcileMode(String mode) {
    var body = Json.createObjectBuilder().add("mode", mode).build();
    assertThat(actor.api().put(path("/reconcile-mode"), body))
        .hasBody("{\"mode\":\"%s\",\"ownSetting\":true}".formatted(mode));
  }

  // The cluster itself

  /** The cluster as one of KKP's external clusters. */
  public Answer details() {
    return actor.api().get(imported());
  }

  /** What the product knows about the cluster's API server. */
  public JsonObject status() {
    return details().object().getJsonObject("status");
  }

  public Answer checks() {
    return actor.api().post(imported() + "/check", "{}");
  }

  public Answer changes(JsonObjectBuilder fields, String... headers) {
    return changes(fields.build().toString(), headers);
  }

  /** Changes what a body says; headers are name, value, name, value. */
  public Answer changes(String body, String... headers) {
    return actor.api().call("PATCH", imported(), body, headers);
  }

  public Answer renames(String name, String... headers) {
    return changes(Json.createObjectBuilder().add("name", name), headers);
  }

  /** Sends people to another address than the product itself uses. */
  public Answer setsExternalServer(String address) {
    return changes(Json.createObjectBuilder().add("externalServer", address));
  }

  public Answer makesOwner(String email) {
    return changes(Json.createObjectBuilder().add("owner", email));
  }

  public Answer replacesKubeconfig(String kubeconfig) {
    return changes(Json.createObjectBuilder(Api.clusterBody("replaced", kubeconfig)));
  }

  /** The same, and has the product keep it when a check fails. */
  public Answer replacesKubeconfigUnverified(String kubeconfig) {
    return changes(
        Json.createObjectBuilder(Api.clusterBody("replaced", kubeconfig))
            .add("evenUnverified", true));
  }

  /** Gives the cluster an OIDC client of its own. */
  public Answer usesClient(JsonObjectBuilder client) {
    return changes(Json.createObjectBuilder().add("oidc", client));
  }

  /** Gives the cluster the installation's OIDC client again. */
  public Answer dropsClient(String... headers) {
    return changes(Json.createObjectBuilder().addNull("oidc"), headers);
  }

  /** The cluster's own OIDC client. */
  public JsonObject client() {
    return details().object().getJsonObject("oidc");
  }

  public Answer removes() {
    return actor.api().delete(imported());
  }

  /** Removes the cluster, and in it what the product made. */
  public Answer removesWithCleanup() {
    return actor.api().delete(path("?cleanup=true"));
  }

  // Sharing and trust

  /** Shares the cluster; gives the link. */
  public URI shares() {
    var shared = triesToShare();
    assertThat(shared).hasStatus(201);
    return URI.create(shared.object().getString("link"));
  }

  public Answer triesToShare() {
    return post("/shares");
  }

  public Answer endsShare(String share) {
    return actor.api().delete(path("/shares/" + share));
  }

  /** Ends the share that was made last, which the API lists first. */
  public void endsLatestShare() {
    assertThat(endsShare(links().array().getJsonObject(0).getString("id"))).hasStatus(200);
  }

  /** The cluster's shares. */
  public Answer links() {
    return get("/shares");
  }

  /** A member's own kubeconfig, without tokens. */
  public Answer kubeconfig() {
    return get("/oidckubeconfig");
  }

  public Answer trust() {
    return get("/trust");
  }

  /** Has checked whether the API server trusts the provider, with the caller's own token. */
  public Answer checksTrust() {
    return post("/trust");
  }

  /** The same with another ID token. */
  public Answer checksTrustWith(String idToken) {
    return checksTrustSending(
        Json.createObjectBuilder().add("idToken", idToken).build().toString());
  }

  /** The same, by an API server whose address or certificates have changed, as the person knows. */
  public Answer checksTrustAccepting(String target) {
    return checksTrustSending(
        Json.createObjectBuilder().add("acceptChange", target).build().toString());
  }

  /** The same with a body as it stands. */
  public Answer checksTrustSending(String body) {
    return actor.api().post(path("/trust"), body);
  }

  /** The snippets that make the API server trust the provider, or one of them. */
  public Answer trustSetup(String snippet) {
    return get("/trust/setup" + (snippet.isEmpty() ? "" : "/" + snippet));
  }

  /** The prefixes that the API server puts before users and groups. */
  public Answer identity() {
    return get("/identity");
  }

  public Answer setsPrefixes(String username, String groups) {
    return actor
        .api()
        .put(
            path("/identity"),
            Json.createObjectBuilder()
                .add("usernamePrefix", username)
                .add("groupsPrefix", groups)
                .build());
  }

  // The client certificate

  public Answer renewal() {
    return get("/renewal");
  }

  /** Asks the cluster for the next certificate. */
  public Answer renews() {
    return post("/renewal");
  }

  /** Looks whether the cluster has signed the next certificate. */
  public Answer checksRenewal() {
    return post("/renewal/check");
  }
}
