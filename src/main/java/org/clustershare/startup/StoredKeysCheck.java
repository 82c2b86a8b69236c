package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.clustershare.audit.key.AuditKey;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.credentials.UnsealingException;

/**
 * Check before the migration that {@code encryption-keys} open what the database holds: with the
 * wrong keys, a restored database stays as it is. It reads the tables of every release. {@link
 * EncryptionKeyCheck} checks everything else after the migration.
 */
@ApplicationScoped
class StoredKeysCheck {
  private static final String AUDIT_KEY = "select 'audit', sealed_key from audit_chain";

  /** One cluster for each key. Rows of the first version, which name no key, have another check. */
  private static final String CREDENTIALS =
      "select id, sealed_credentials from cluster where id in"
          + " (select min(id) from cluster where sealed_with is not null group by sealed_with)"
          + " order by id";

  /** The class of SQLSTATE for tables and columns that do not exist. */
  private static final String UNKNOWN_OBJECT = "42";

  private final AuditKey auditKey;
  private final SealedCredentials credentials;

  @Inject
  StoredKeysCheck(AuditKey auditKey, SealedCredentials credentials) {
    this.auditKey = auditKey;
    this.credentials = credentials;
  }

  /** One sentence for each thing that the keys do not open. */
  List<String> problems(DataSource database) throws SQLException {
    var problems = new ArrayList<String>();
    for (var key : read(database, AUDIT_KEY).values()) {
      try {
        auditKey.requireOpens(key);
      } catch (IllegalStateException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    for (var cluster : read(database, CREDENTIALS).entrySet()) {
      try {
        credentials.requireOpens(cluster.getKey(), cluster.getValue());
      } catch (UnsealingException e) {
        problems.add(e.getMessage() + UnsealingException.NEXT_STEP);
      }
    }
    return problems;
  }

  private static Map<String, String> read(DataSource database, String sql) throws SQLException {
    var values = new LinkedHashMap<String, String>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith(UNKNOWN_OBJECT)) {
        throw e;
      }
    }
    return values;
  }
}
