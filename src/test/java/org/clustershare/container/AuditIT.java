package org.clustershare.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditRows;
import org.clustershare.audit.AuditTrail;
import org.clustershare.audit.chain.ChainSealer;
import org.clustershare.audit.chain.ChainVerifier;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.export.AuditFilter;
import org.clustershare.audit.export.AuditRecordJson;
import org.clustershare.audit.export.AuditRecordRows;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.identity.account.AccountChanges;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Projects;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A change and its record share one transaction; writers do not wait for the chain. */
@ArquillianTest
class AuditIT {
  private static final Person ALICE = new Person("alice@example.com", "Alice", List.of());

  @Inject private Projects projects;
  @Inject private AuditRows rows;
  @Inject private AuditTrail trail;
  @Inject private AuditRecordRows records;
  @Inject private ChainSealer sealer;
  @Inject private ChainVerifier verifier;
  @Inject private PersonDirectory personDirectory;
  @Inject private AccountChanges accountChanges;
  @Inject private UserTransaction transaction;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(AuditIT.class);
  }

  private List<String> actions(String projectId) {
    return records.oldest(AuditFilter.ofProject(Optional.of(projectId)), "", 100).stream()
        .map(row -> row.content().action())
        .toList();
  }

  private void sql(String statement) throws Exception {
    try (var connection = database.getConnection();
        var executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  @Test
  void aChangeThatRollsBackLeavesNoRecord() throws Exception {
    transaction.begin();
    String id;
    try {
      id = projects.create(ALICE, "Rolled back").id();
      assertEquals(List.of("project.create"), actions(id));
    } finally {
      transaction.rollback();
    }

    assertTrue(projects.find(id).isEmpty());
    assertEquals(List.of(), actions(id));
  }

  @Test
  void aChangeWhoseRecordCannotBeWrittenDoesNotCommit() throws Exception {
    var project = projects.create(ALICE, "Before");
    sql("alter table audit_record add constraint none check (action <> 'project.rename')");
    try {
      assertThrows(
          RuntimeException.class,
          () -> projects.rename(ALICE, project.id(), "After", ExpectedVersion.any()));
    } finally {
      sql("alter table audit_record drop constraint none");
    }

    assertEquals("Before", projects.find(project.id()).orElseThrow().name());
    assertEquals(List.of("project.create"), actions(project.id()));
  }

  @Test
  void aRecordOutsideOfATransactionIsRefused() {
    var event = AuditEvent.of(AuditAction.PROJECT_CREATE);

    assertThrows(RuntimeException.class, () -> rows.append(event));
  }

  @Test
  void aChangeInAClusterThatEndsWithoutAnAnswerIsUnknownAndACrashLeavesTheIntent() {
    var project = projects.create(ALICE, "Clusters").id();
    var event = AuditEvent.of(AuditAction.BINDING_ADD).in(project);
    assertThrows(
        IllegalStateException.class,
        () ->
            trail.around(
                event,
                () -> {
                  throw new IllegalStateException("no answer");
                }));
    trail.begin(event.with("crash", true));

    var shown =
        records.newest(AuditFilter.ofProject(Optional.of(project)), "", 10).stream()
            .map(AuditRecord::content)
            .map(AuditRecord.Content::result)
            .toList();
    assertEquals(List.of("STARTED", "UNKNOWN", "DONE"), shown);
  }

  @Test
  void textsOfClientsAreBoundedAndVisible() {
    var project = projects.create(ALICE, "Texts").id();
    trail.record(
        AuditEvent.of(AuditAction.CLUSTER_CHANGE)
            .at(project, "' or 1=1 --")
            .object("x".repeat(5_000), "line\nbreak\u0000 \ud800 " + "y".repeat(5_000))
            .by("z".repeat(5_000))
            .with("detail", "\u202e" + "w".repeat(5_000)));

    var row = records.newest(AuditFilter.ofProject(Optional.of(project)), "", 1).getFirst();
    assertEquals("", row.target().clusterId());
    assertTrue(row.target().objectName().startsWith("line break  \ufffd y"));
    assertEquals(400, row.target().objectName().length());
    assertTrue(row.content().details().length() < 1_100);
  }

  @Test
  void manyWritersAndManySealersMakeOneChain() throws Exception {
    int writers = 16;
    Callable<Void> write =
        () -> {
          for (int i = 0; i < 25; i++) {
            trail.record(AuditEvent.of(AuditAction.CLUSTER_CHECK).with("i", i));
          }
          return null;
        };
    Callable<Void> seal =
        () -> {
          for (int i = 0; i < 20; i++) {
            sealer.chain();
          }
          return null;
        };
    var tasks = IntStream.range(0, writers + 3).mapToObj(i -> i < writers ? write : seal).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
    sealer.chain();

    var report = verifier.verify(Optional.empty());
    assertTrue(report.good(), () -> report.lines().toString());
    assertTrue(report.records() >= writers * 25L);
  }

  @Test
  void aRowThatADatabaseAdministratorInsertsIsNotChained() throws Exception {
    sealer.chain();
    var insert =
        """
        insert into audit_record select '000000000000-0000-%s', happened_at, action, result, actor_kind,
        'mallory@example.com', actor_key, project_id, cluster_id, object_id, object_name, subject_key, address,
        forwarded_for, user_agent, request_id, intent_id, details, stamp, null, null, null
        from audit_record where chain_position = (select max(chain_position) from audit_record)"""
            .formatted("forged");
    trail.record(AuditEvent.of(AuditAction.CLUSTER_CHECK));
    sealer.chain();
    sql(insert);
    try {
      sealer.chain();
      var report = verifier.verify(Optional.empty());
      assertFalse(report.good());
      assertTrue(report.lines().toString().contains("INSERTED: record 000000000000-0000-forged"));
    } finally {
      sql("delete from audit_record where id like '%-forged'");
    }
  }

  @Test
  void anAdminsDecisionsOnAccountsAreRecorded() {
    for (var action : List.of("account.change", "account.refuse")) {
      var email = action + "@example.com";
      personDirectory.store(person(email, "first"));
      assertThrows(ProblemException.class, () -> personDirectory.store(person(email, "second")));
      var pending =
          accountChanges.all().stream()
              .filter(one -> one.person().email().equals(email))
              .findFirst()
              .orElseThrow();
      boolean done =
          action.equals("account.change")
              ? accountChanges.accept(pending, ALICE)
              : accountChanges.refuse(pending, ALICE);

      assertTrue(done);
      var filter =
          new AuditFilter(
              Optional.empty(),
              Optional.of(email),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertEquals(
          List.of("person.add", "account.claim", action),
          records.oldest(filter, "", 10).stream().map(row -> row.content().action()).toList());
    }
  }

  private static Person person(String email, String subject) {
    return new Person(email, email, List.of(), new Account("https://issuer.example.com", subject));
  }

  @Test
  void peopleOfAnotherIssuerAreNotPeopleOfTheInstallation() {
    var project = projects.create(ALICE, "Issuers").id();
    trail.record(
        AuditEvent.of(AuditAction.SHARE_DOWNLOAD)
            .in(project)
            .byExternal(ALICE.email(), "https://other.example.com"));

    var row = records.newest(AuditFilter.ofProject(Optional.of(project)), "", 1).getFirst();
    assertEquals("EXTERNAL", row.actor().kind());
    assertTrue(AuditRecordJson.line(row).contains("\"issuer\":\"https://other.example.com\""));
  }

  @Test
  void repeatedDownloadsAreCountedInTheirProject() {
    var project = projects.create(ALICE, "Repeated").id();
    var download =
        AuditEvent.of(AuditAction.KUBECONFIG_DOWNLOAD).in(project).by("viewer@example.com");
    for (int i = 0; i < 300; i++) {
      trail.record(download);
    }
    trail.recordLeftOut();

    var rowsOfDownload =
        records.oldest(AuditFilter.ofProject(Optional.of(project)), "", 500).stream()
            .map(AuditRecord::content)
            .filter(content -> content.action().equals("kubeconfig.download"))
            .map(AuditRecord.Content::details)
            .toList();
    long actions = rowsOfDownload.stream().filter("{}"::equals).count();
    long leftOut =
        rowsOfDownload.stream()
            .map(AuditRecordJson::details)
            .mapToLong(details -> Long.parseLong(details.getOrDefault("leftOut", "0")))
            .sum();
    // Two minutes of the clock, if one ends meanwhile.
    assertTrue(actions == 60 || actions == 120, () -> "recorded: " + actions);
    assertEquals(300, actions + leftOut);
  }
}
