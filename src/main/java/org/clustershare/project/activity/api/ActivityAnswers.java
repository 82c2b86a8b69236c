package org.clustershare.project.activity.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Objects;
import java.util.Optional;
import org.clustershare.audit.export.AuditExport;
import org.clustershare.audit.export.AuditFilter;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.activity.Activity;
import org.clustershare.project.activity.ActivityQuery;

/** Answers to queries for activity, of one project or of all. */
@ApplicationScoped
class ActivityAnswers {
  private static final String API = "api";
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;
  private static final MediaType LINES = MediaType.valueOf(AuditExport.MEDIA_TYPE);

  private final CurrentPerson current;
  private final Activity activity;
  private final AuditExport export;

  @Inject
  ActivityAnswers(CurrentPerson current, Activity activity, AuditExport export) {
    this.current = current;
    this.activity = activity;
    this.export = export;
  }

  Response get(
      Optional<String> projectId, MultivaluedMap<String, String> parameters, HttpHeaders headers) {
    var person = current.require();
    activity.require(person, projectId);
    var query = query(projectId, parameters);
    return LINES.isCompatible(headers.getAcceptableMediaTypes().getFirst())
            && !JSON.isCompatible(headers.getAcceptableMediaTypes().getFirst())
        ? export(query.filter())
        : Response.ok(ActivityJson.of(activity.page(person, query)), JSON).build();
  }

  private Response export(AuditFilter filter) {
    export.begin(filter, API);
    StreamingOutput lines = out -> export.write(filter, out);
    return Response.ok(lines, AuditExport.MEDIA_TYPE)
        .header("Content-Disposition", "attachment; filename=\"activity.ndjson\"")
        .build();
  }

  private static ActivityQuery query(
      Optional<String> projectId, MultivaluedMap<String, String> parameters) {
    return ActivityQuery.of(
        projectId, name -> Objects.requireNonNullElse(parameters.getFirst(name), ""));
  }
}
