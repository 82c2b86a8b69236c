package org.clustershare.platform.kkp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.clustershare.platform.json.EmptyJson;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code GET /api/v1/healthz}: the address of the readiness probe in KKP's chart. It answers as
 * {@code /health/ready} does: 200, or 503 while a readiness check fails. It tells nothing more.
 *
 * <p>No limit of requests applies, because the kubelet can have a stranger's address. So a result
 * counts for a second, and one request at a time runs the checks.
 */
@Path("/v1/healthz")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class HealthzResource {
  private static final String PROBE = "/api/v1/healthz";
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** While another request runs the checks, an older result counts for this time. */
  private static final long USABLE = Duration.ofSeconds(5).toNanos();

  private final Instance<HealthCheck> checks;
  private final LongSupplier ticker;

  private final ReentrantLock checking = new ReentrantLock();
  private volatile Result last;

  /** The result of the checks, with its time as {@link System#nanoTime} has it. */
  private record Result(boolean ready, long at) {}

  @Inject
  public HealthzResource(@Readiness Instance<HealthCheck> checks) {
    this(checks, System::nanoTime);
  }

  HealthzResource(Instance<HealthCheck> checks, LongSupplier ticker) {
    this.checks = checks;
    this.ticker = ticker;
    this.last = new Result(false, ticker.getAsLong() - USABLE);
  }

  /** Whether a request is exactly the probe's. */
  public static boolean isProbe(HttpServletRequest request) {
    return request.getMethod().equals("GET") && request.getRequestURI().equals(PROBE);
  }

  @GET
  public EmptyJson ready() {
    if (!isReady()) {
      throw new ProblemException(PlatformProblem.UNAVAILABLE);
    }
    return new EmptyJson();
  }

  private boolean isReady() {
    if (isYounger(FRESH)) {
      return last.ready();
    }
    if (!checking.tryLock()) {
      return isYounger(USABLE) && last.ready();
    }
    try {
      last = new Result(check(), ticker.getAsLong());
      return last.ready();
    } finally {
      checking.unlock();
    }
  }

  private boolean isYounger(long nanos) {
    return ticker.getAsLong() - last.at() < nanos;
  }

  private boolean check() {
    return checks.stream()
        .map(HealthCheck::call)
        .allMatch(answer -> answer.getStatus() == HealthCheckResponse.Status.UP);
  }
}
