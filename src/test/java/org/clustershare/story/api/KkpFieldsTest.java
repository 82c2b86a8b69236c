package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.clustershare.bindings.api.SubjectRequest;
import org.clustershare.cluster.api.ClusterChangeRequest;
import org.clustershare.cluster.api.ClusterRequest;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.api.MemberRequest;
import org.clustershare.project.api.ProjectRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bodies that KKP's console and generated clients send (kubermatic/dashboard, v2.12 to v2.31:
 * {@code modules/web/src/app/shared/entity}, {@code swagger.json}), and our own answers sent back.
 */
class KkpFieldsTest {
  private static Arguments sent(String by, Class<? extends Record> type, String body) {
    return Arguments.of(by, type, body);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        sent(
            "console: new project",
            ProjectRequest.class,
            """
            {"name": "p", "labels": {"a": "b"}, "users": ["a@b"],
             "spec": {"allowedOperatingSystems": {"ubuntu": true}}}"""),
        sent(
            "client: project as it was read",
            ProjectRequest.class,
            """
            {"id": "x", "name": "p", "annotations": {}, "creationTimestamp": "2026-01-01T00:00:00Z",
             "deletionTimestamp": null, "labels": {}, "status": "Active", "clustersNumber": 2,
             "owners": [{"email": "a@b", "name": "A"}], "spec": {}}"""),
        sent(
            "console: new member",
            MemberRequest.class,
            """
            {"email": "a@b", "projects": [{"group": "viewers", "id": "x"}]}"""),
        sent(
            "client: user as it was read",
            MemberRequest.class,
            """
            {"id": "u", "name": "A", "email": "a@b", "annotations": {}, "isAdmin": false,
             "isGlobalViewer": false, "creationTimestamp": "2026-01-01T00:00:00Z",
             "deletionTimestamp": "2026-01-01T00:00:00Z", "lastSeen": "2026-01-01T00:00:00Z",
             "groups": ["g"], "readAnnouncements": ["n"], "userSettings": {"itemsPerPage": 5},
             "projects": [{"group": "viewers", "id": "x"}]}"""),
        sent(
            "generated client 2.31: user with lists that are not set",
            MemberRequest.class,
            """
            {"email": "a@b", "groups": null, "labels": {"a": "b"}, "readAnnouncements": null,
             "projects": [{"group": "viewers", "id": "x"}]}"""),
        sent(
            "generated client 2.14: project",
            ProjectRequest.class,
            """
            {"name": "p", "owners": null}"""),
        sent(
            "console: new external cluster",
            ClusterRequest.class,
            """
            {"name": "c", "kubeconfig": "eA==", "cloud": {"bringYourOwn": {}},
             "spec": {"version": "1.31.0"}}"""),
        sent(
            "client: external cluster as it was read",
            ClusterChangeRequest.class,
            """
            {"id": "c", "name": "c", "annotations": {}, "labels": {}, "cloud": {}, "spec": {},
             "creationTimestamp": "2026-01-01T00:00:00Z", "deletionTimestamp": null,
             "status": {"state": "Running"}}"""),
        sent(
            "script: our own cluster sent back",
            ClusterChangeRequest.class,
            """
            {"id": "c", "name": "c", "creationTimestamp": "2026-01-01T00:00:00Z",
             "type": "kubernetes", "owner": "a@b", "status": {"state": "RUNNING"},
             "oidc": {"issuerURL": "https://i", "clientID": "k", "confidential": true}}"""),
        sent(
            "console: patch of an external cluster",
            ClusterChangeRequest.class,
            """
            {"spec": {"version": "1.31.0"}}"""),
        sent(
            "console: unbinding",
            SubjectRequest.class,
            """
            {"group": "", "userEmail": "a@b", "serviceAccount": "",
             "serviceAccountNamespace": ""}"""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void whatKkpsClientsSendIsTaken(String by, Class<? extends Record> type, String body) {
    assertThat(JsonBody.of(body, type).value()).as(by).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void withOneFieldMoreItIsRefused(String by, Class<? extends Record> type, String body) {
    var more = body.replaceFirst("\\{", "{\"nonsense\": {}, ");

    assertThatThrownBy(() -> JsonBody.of(more, type).value())
        .as(by)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("nonsense");
  }

  static List<Arguments> misspelt() {
    return List.of(
        sent("name", ProjectRequest.class, "{\"nmae\": \"p\"}"),
        sent("group", MemberRequest.class, "{\"projects\": [{\"id\": \"x\", \"gruop\": \"y\"}]}"),
        sent("evenUnverified", ClusterRequest.class, "{\"evenunverified\": true}"),
        sent("clientID", ClusterChangeRequest.class, "{\"oidc\": {\"clientId\": \"k\"}}"),
        sent("externalServer", ClusterChangeRequest.class, "{\"externalserver\": \"\"}"),
        sent("userEmail", SubjectRequest.class, "{\"useremail\": \"a@b\"}"));
  }

  @ParameterizedTest
  @MethodSource("misspelt")
  void aMisspeltFieldIsRefusedWithTheRightName(
      String right, Class<? extends Record> type, String body) {
    assertThatThrownBy(() -> JsonBody.of(body, type).value())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("did you mean " + right + "?");
  }
}
