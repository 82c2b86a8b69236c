package org.clustershare.sharing.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.http.LocationFilter;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.PendingDownloads;
import org.clustershare.sharing.download.PendingDownloads.Handle;
import org.clustershare.sharing.signin.DelegatedSignIn;
import org.clustershare.sharing.signin.DelegatedSignIn.SignInRedirect;
import org.clustershare.sharing.signin.DelegatedSignInCompletion;
import org.clustershare.sharing.signin.DelegatedSignInCompletion.Result;
import org.clustershare.sharing.signin.KubeconfigRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/kubeconfig}: both phases of the delegated sign-in, as in KKP, and the download
 * for Cluster Share's own links. A query with {@code code}, {@code error} or {@code state} ends a
 * sign-in; every other one starts it. Answers to sign-ins in the console do not come here ({@code
 * ConsoleAnswerFilter}).
 */
@Path("/v1/kubeconfig")
// One instance for all requests: creating and injecting one for each costs as much as a query.
@ApplicationScoped
public class KubeconfigResource {
  private final Shares shares;
  private final DelegatedSignIn signIn;
  private final DelegatedSignInCompletion completion;
  private final SignInCookies cookies;
  private final PendingDownloads downloads;
  private final InstallationSettings installation;

  @Inject
  public KubeconfigResource(
      Shares shares,
      DelegatedSignIn signIn,
      DelegatedSignInCompletion completion,
      SignInCookies cookies,
      PendingDownloads downloads,
      InstallationSettings installation) {
    this.shares = shares;
    this.signIn = signIn;
    this.completion = completion;
    this.cookies = cookies;
    this.downloads = downloads;
    this.installation = installation;
  }

  @GET
  public Response kubeconfig(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServletRequest request) {
    shares.requireGateOpen();
    var query = new KubeconfigQuery(uri.getQueryParameters());
    if (query.isResponse()) {
      return end(query, cookie(headers, cookieName()));
    }
    try {
      var signInRedirect = begin(query, cookie(headers, cookieName()));
      LocationFilter.permit(request, signInRedirect.address());
      return Response.seeOther(signInRedirect.address())
          .header(
              HttpHeaders.SET_COOKIE,
              setCookie(cookieName(), signInRedirect.cookie(), SignInCookies.SECONDS))
          .build();
    } catch (ProblemException e) {
      // Another try with the same address helps only if the server can recover by itself.
      throw e.type().status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
          ? e.withRestartLink(InstallationSettings.KUBECONFIG_PATH + query.restartQuery())
          : e;
    }
  }

  /** Downloads the file, in the browser in which the recipient signed in. */
  @GET
  @Path("/download/{id}")
  public Response download(
      @PathParam("id") String id,
      @QueryParam("again") @Nullable String restartToken,
      @Context HttpHeaders headers) {
    try {
      return KubeconfigFile.answer(downloads.find(id, cookie(headers, downloads.cookieName(id))));
    } catch (ProblemException e) {
      throw withRestartLink(e, Optional.ofNullable(restartToken));
    }
  }

  private SignInRedirect begin(KubeconfigQuery query, Optional<String> cookie) {
    var restartToken = query.text("again");
    if (restartToken.isPresent()) {
      return signIn.restart(restartToken.get(), cookie);
    }
    var share = query.text("share");
    if (share.isPresent()) {
      return signIn.begin(
          new KubeconfigRequest(shares.findByLink(share.get()), query.style(), false), cookie);
    }
    var project = query.text("project_id");
    var cluster = query.text("cluster_id");
    var user = query.text("user_id");
    if (project.isEmpty() || cluster.isEmpty() || user.isEmpty()) {
      throw new ProblemException(SharingProblem.LINK_INCOMPLETE);
    }
    var shared = shares.findByLink(project.get(), cluster.get(), user.get());
    return signIn.begin(new KubeconfigRequest(shared, query.style(), true), cookie);
  }

  private Response end(KubeconfigQuery query, Optional<String> cookie) {
    try {
      var result = completion.complete(query.response(), cookie);
      return result instanceof Result.Page page
          ? page(page.handle())
          : KubeconfigFile.answer(((Result.File) result).kubeconfig());
    } catch (ProblemException e) {
      throw withRestartLink(e, query.text("state"));
    }
  }

  private Response page(Handle handle) {
    var restartToken = URLEncoder.encode(handle.restartToken(), StandardCharsets.UTF_8);
    return Response.seeOther(
            URI.create(
                "%s/download/%s?again=%s"
                    .formatted(installation.baseUrl(), handle.id(), restartToken)))
        .header(
            HttpHeaders.SET_COOKIE,
            setCookie(
                downloads.cookieName(handle.id()),
                handle.secret(),
                (int) PendingDownloads.LIFETIME.toSeconds()))
        .build();
  }

  private ProblemException withRestartLink(ProblemException problem, Optional<String> state) {
    return state.flatMap(signIn::startAgainPath).map(problem::withRestartLink).orElse(problem);
  }

  private String cookieName() {
    return cookies.name(SignInKind.SHARE);
  }

  private static Optional<String> cookie(HttpHeaders headers, String name) {
    return Optional.ofNullable(headers.getCookies().get(name)).map(Cookie::getValue);
  }

  /**
   * A cookie in the form of RFC 6265, section 4.1. Clients that know RFC 2109, such as the JDK's,
   * treat a cookie with {@code Version} or without {@code Expires} as one of that RFC. They quote
   * its value when they send it back, and Servlet 6.1 keeps the quotes.
   */
  private String setCookie(String name, String value, int seconds) {
    var expires = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds);
    return "%s=%s; Path=/; Max-Age=%d; Expires=%s; HttpOnly; SameSite=Lax%s"
        .formatted(
            name,
            value,
            seconds,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(expires),
            installation.https() ? "; Secure" : "");
  }
}
