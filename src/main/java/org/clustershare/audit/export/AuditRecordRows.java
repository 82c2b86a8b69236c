package org.clustershare.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.platform.text.EmailAddress;

/** Queries for records. Each reads a part of the table's order, so that a page costs the same. */
@ApplicationScoped
public class AuditRecordRows {
  /** A first record whose second one says more. */
  private static final String SUPERSEDED =
      "(r.result <> 'STARTED' or not exists"
          + " (select o.id from AuditRecord o where o.intentId = r.id))";

  @PersistenceContext private EntityManager database;

  /**
   * The records before an id, newest first. Of a change in a cluster it has the latest record.
   *
   * @param beforeId the last id of the page before; empty text for the first page
   */
  public List<AuditRecord> newest(AuditFilter filter, String beforeId, int limit) {
    var conditions = new ArrayList<>(List.of(SUPERSEDED));
    var parameters = new LinkedHashMap<String, Object>();
    if (!beforeId.isEmpty()) {
      conditions.add("r.id < :before");
      parameters.put("before", beforeId);
    }
    return list(filter, conditions, parameters, "r.id desc", limit);
  }

  /** All records behind an id, oldest first. */
  public List<AuditRecord> oldest(AuditFilter filter, String afterId, int limit) {
    return list(
        filter,
        new ArrayList<>(List.of("r.id > :after")),
        new LinkedHashMap<>(Map.of("after", afterId)),
        "r.id",
        limit);
  }

  private List<AuditRecord> list(
      AuditFilter filter,
      List<String> conditions,
      Map<String, Object> parameters,
      String order,
      int limit) {
    add(filter, conditions, parameters);
    TypedQuery<AuditRecord> query =
        database.createQuery(
            "select r from AuditRecord r where %s order by %s"
                .formatted(String.join(" and ", conditions), order),
            AuditRecord.class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(limit).getResultList();
  }

  private static void add(
      AuditFilter filter, List<String> conditions, Map<String, Object> parameters) {
    filter
        .projectId()
        .ifPresent(id -> add(conditions, parameters, "r.projectId = :project", "project", id));
    filter
        .clusterId()
        .ifPresent(id -> add(conditions, parameters, "r.clusterId = :cluster", "cluster", id));
    filter
        .action()
        .ifPresent(
            action -> add(conditions, parameters, "r.action = :action", "action", action.key()));
    filter
        .person()
        .map(EmailAddress::key)
        .ifPresent(
            key ->
                add(
                    conditions,
                    parameters,
                    "(r.actorKey = :person or r.subjectKey = :person)",
                    "person",
                    key));
    filter
        .from()
        .ifPresent(time -> add(conditions, parameters, "r.happenedAt >= :from", "from", time));
    filter.to().ifPresent(time -> add(conditions, parameters, "r.happenedAt < :to", "to", time));
  }

  private static void add(
      List<String> conditions,
      Map<String, Object> parameters,
      String condition,
      String name,
      Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }
}
