package org.clustershare.project.activity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.export.AuditFilter;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;

/**
 * Parameters of a query for activity, checked.
 *
 * @param filter selects the records
 * @param before the cursor: the last id of the page before; empty text for the first page
 * @param limit the size of a page, from 1 to {@link #MAX_LIMIT}
 */
public record ActivityQuery(AuditFilter filter, String before, int limit) {
  /** The greatest size of a page. */
  public static final int MAX_LIMIT = 500;

  private static final int LIMIT = 50;
  private static final Pattern CURSOR = Pattern.compile("[0-9a-f]{12}-[0-9a-f]{4}-[a-z0-9]{10}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  /**
   * Reads the parameters {@code person}, {@code action}, {@code cluster}, {@code from}, {@code to},
   * {@code before} and {@code limit}. Times are RFC 3339, or a date, which begins at midnight UTC;
   * {@code to} includes its date.
   *
   * @param projectId empty for all projects
   * @param parameter returns a parameter's text; empty text if it is missing
   * @throws ProblemException {@link ActivityProblem}
   */
  public static ActivityQuery of(Optional<String> projectId, UnaryOperator<String> parameter) {
    return new ActivityQuery(
        new AuditFilter(
            projectId,
            text(parameter, "person"),
            text(parameter, "action").map(ActivityQuery::action),
            text(parameter, "cluster").map(ActivityQuery::cluster),
            text(parameter, "from").map(text -> time(text, 0)),
            text(parameter, "to").map(text -> time(text, 1))),
        text(parameter, "before").map(ActivityQuery::cursor).orElse(""),
        text(parameter, "limit").map(ActivityQuery::limit).orElse(LIMIT));
  }

  private static Optional<String> text(UnaryOperator<String> parameter, String name) {
    return Optional.of(parameter.apply(name).strip()).filter(text -> !text.isEmpty());
  }

  private static AuditAction action(String key) {
    return AuditAction.of(key)
        .orElseThrow(
            () -> new ProblemException(ActivityProblem.ACTIVITY_ACTION_UNKNOWN, shortened(key)));
  }

  private static String cluster(String id) {
    if (!RandomIds.isId(id)) {
      throw new ProblemException(ActivityProblem.ACTIVITY_CLUSTER_INVALID, shortened(id));
    }
    return id;
  }

  private static Instant time(String text, int daysAfterDate) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).plusDays(daysAfterDate).atStartOfDay().toInstant(ZoneOffset.UTC)
          : inYears(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new ProblemException(e, ActivityProblem.ACTIVITY_TIME_INVALID, shortened(text));
    }
  }

  /** Databases do not have the years of {@link Instant}. */
  private static Instant inYears(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9_999) {
      throw new DateTimeException("year " + year);
    }
    return time;
  }

  private static String cursor(String text) {
    if (!CURSOR.matcher(text).matches()) {
      throw new ProblemException(ActivityProblem.ACTIVITY_CURSOR_INVALID);
    }
    return text;
  }

  private static int limit(String text) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MAX_LIMIT) {
      throw new ProblemException(ActivityProblem.ACTIVITY_LIMIT_INVALID, MAX_LIMIT);
    }
    return Integer.parseInt(text);
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100);
  }
}
