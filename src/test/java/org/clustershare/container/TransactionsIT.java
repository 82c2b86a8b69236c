package org.clustershare.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.util.List;
import javax.sql.DataSource;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** One transaction holds for the entity manager and for connections of the data source. */
@ArquillianTest
class TransactionsIT {
  private static final Person ALICE = new Person("alice@example.com", "Alice", List.of());

  @Inject private Projects projects;
  @Inject private UserTransaction transaction;
  @PersistenceContext private EntityManager entities;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(TransactionsIT.class);
  }

  private void renameTwice(Project project) throws Exception {
    var managed = entities.find(Project.class, project.id());
    managed.rename("By the entity manager");
    entities.flush();
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("update project set name = name || '!' where id = ?")) {
      statement.setString(1, project.id());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private String name(String projectId) {
    return projects.find(projectId).orElseThrow().name();
  }

  @Test
  void aRollbackTakesBackEveryStatement() throws Exception {
    var project = projects.create(ALICE, "Before");

    transaction.begin();
    try {
      renameTwice(project);
    } finally {
      transaction.rollback();
    }

    assertEquals("Before", name(project.id()));
  }

  @Test
  void aCommitKeepsEveryStatement() throws Exception {
    var project = projects.create(ALICE, "Before");

    transaction.begin();
    renameTwice(project);
    transaction.commit();

    assertEquals("By the entity manager!", name(project.id()));
  }
}
