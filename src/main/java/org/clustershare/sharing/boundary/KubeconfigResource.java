package org.clustershare.sharing.boundary;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;
import org.clustershare.sharing.control.DelegatedSignIn;
import org.clustershare.sharing.control.DelegatedSignIn.Answer;
import org.clustershare.sharing.control.DelegatedSignIn.Result;
import org.clustershare.sharing.control.KubeconfigStyle;
import org.clustershare.sharing.control.ReadyKubeconfig;
import org.clustershare.sharing.control.ReadyKubeconfigs;
import org.clustershare.sharing.control.SharedCluster;
import org.clustershare.sharing.control.Shares;
import org.clustershare.sharing.control.SharingProblem;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/kubeconfig}: both phases of the delegated sign-in, as KKP has them, and the
 * download that our own links lead to. Without a {@code code}, {@code error} or {@code state} a
 * sign-in begins; with one it ends.
 */
@Path("/v1/kubeconfig")
public class KubeconfigResource {
  private static final String COOKIE = "csrf_token";
  private static final int COOKIE_SECONDS = 180;

  @Inject private Shares shares;
  @Inject private DelegatedSignIn signIn;
  @Inject private ReadyKubeconfigs ready;
  @Inject private Settings settings;
  @Context private HttpHeaders headers;

  @GET
  public Response kubeconfig(
      @QueryParam("share") @Nullable String shareToken,
      @QueryParam("project_id") @Nullable String projectId,
      @QueryParam("cluster_id") @Nullable String clusterId,
      @QueryParam("user_id") @Nullable String userId,
      @QueryParam("oidc_kubelogin_enabled") @Nullable String kubelogin,
      @QueryParam("code") @Nullable String code,
      @QueryParam("state") @Nullable String state,
      @QueryParam("iss") @Nullable String iss,
      @QueryParam("error") @Nullable String error,
      @QueryParam("error_description") @Nullable String errorDescription) {
    shares.requireOpen();
    if (code != null || state != null || error != null) {
      return end(
          new Answer(
              Optional.ofNullable(code),
              Optional.ofNullable(state),
              Optional.ofNullable(iss),
              Optional.ofNullable(error),
              Optional.ofNullable(errorDescription)));
    }
    var style = "true".equals(kubelogin) ? KubeconfigStyle.EXEC : KubeconfigStyle.AUTH_PROVIDER;
    if (shareToken != null) {
      return begin(shares.open(shareToken), style, false);
    }
    if (projectId == null || clusterId == null || userId == null) {
      throw new ProblemException(SharingProblem.LINK_INCOMPLETE);
    }
    return begin(shares.open(projectId, clusterId, userId), style, true);
  }

  /** The file, for the browser whose person signed in. */
  @GET
  @Path("/download/{id}")
  public Response download(@PathParam("id") String id) {
    return file(ready.find(id, cookie(ready.cookieName(id))));
  }

  private Response begin(SharedCluster shared, KubeconfigStyle style, boolean direct) {
    var beginning = signIn.begin(shared, style, direct, cookie(cookieName()));
    return Response.seeOther(beginning.authorization())
        .cookie(newCookie(cookieName(), beginning.cookie(), COOKIE_SECONDS))
        .build();
  }

  private Response end(Answer answer) {
    var result = signIn.complete(answer, cookie(cookieName()));
    if (result instanceof Result.Page page) {
      return Response.seeOther(URI.create(settings.baseUrl() + "/download/" + page.handle().id()))
          .cookie(
              newCookie(
                  ready.cookieName(page.handle().id()),
                  page.handle().secret(),
                  (int) ReadyKubeconfigs.LIFETIME.toSeconds()))
          .build();
    }
    return file(((Result.File) result).kubeconfig());
  }

  private static Response file(ReadyKubeconfig kubeconfig) {
    return Response.ok(kubeconfig.content().reveal(), "application/octet-stream")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + kubeconfig.fileName())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store")
        .build();
  }

  private String cookieName() {
    return settings.https() ? "__Host-" + COOKIE : COOKIE;
  }

  private Optional<String> cookie(String name) {
    return Optional.ofNullable(headers.getCookies().get(name)).map(Cookie::getValue);
  }

  private NewCookie newCookie(String name, String value, int seconds) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(settings.https())
        .sameSite(SameSite.LAX)
        .build();
  }
}
