package org.clustershare.console.share;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.sharing.SharedCluster;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.signin.DelegatedSignIn;
import org.clustershare.sharing.signin.KubeconfigRequest;
import org.omnifaces.util.Faces;

/**
 * Page for a share's link. It shows the cluster's name and the provider; the name of the person who
 * shares follows after the sign-in. For another issuer than the installation's, links of KKP's form
 * and restarted sign-ins come here, too. Their address has a restart token, which contains a dot,
 * in place of a share's token.
 */
@Named
@RequestScoped
public class SharePage {
  private final Shares shares;
  private final DelegatedSignIn signIn;
  private final SignInCookies cookies;
  private final ClusterClients clients;
  private final InstallationSettings installation;
  private final PageProblems problems;
  private final ConsolePath path;

  private final Map<KubeconfigStyle, String> authorizationUrls =
      new EnumMap<>(KubeconfigStyle.class);
  private Optional<SharedCluster> shared = Optional.empty();
  private Optional<KubeconfigRequest> restarted = Optional.empty();

  @Inject
  SharePage(
      Shares shares,
      DelegatedSignIn signIn,
      SignInCookies cookies,
      ClusterClients clients,
      InstallationSettings installation,
      PageProblems problems,
      ConsolePath path) {
    this.shares = shares;
    this.signIn = signIn;
    this.cookies = cookies;
    this.clients = clients;
    this.installation = installation;
    this.problems = problems;
    this.path = path;
  }

  public void open() {
    shared = problems.orErrorPage(this::find);
    if (shared.filter(signIn::hasOtherIssuer).isPresent()) {
      problems.orErrorPage(this::prepareSignIns);
    }
  }

  private SharedCluster find() {
    if (!token().contains(".")) {
      return shares.findByLink(token());
    }
    restarted = Optional.of(signIn.interruptedRequest(token()));
    return restarted.get().shared();
  }

  /** Prepares the sign-ins at the issuer that the page names, and sets their cookie. */
  private String prepareSignIns() {
    var cookie = Optional.ofNullable(Faces.getRequestCookie(cookies.name(SignInKind.SHARE)));
    for (var style : KubeconfigStyle.values()) {
      if (offers(style)) {
        var request =
            new KubeconfigRequest(
                shared.orElseThrow(),
                style,
                restarted.map(KubeconfigRequest::direct).orElse(false));
        var start = signIn.continuation(request, cookie);
        authorizationUrls.put(style, start.address().toString());
        cookie = Optional.of(start.cookie());
      }
    }
    cookie.ifPresent(
        value -> Faces.getResponse().addCookie(cookies.cookie(SignInKind.SHARE, value)));
    return cookie.orElse("");
  }

  public String getClusterName() {
    return shared.map(SharedCluster::clusterName).orElse("");
  }

  /** The API server's host, to which kubectl will send people's tokens. */
  public String getServerHost() {
    return shared.map(SharedCluster::serverHost).orElse("");
  }

  /** The host of the provider at which people sign in. */
  public String getIssuer() {
    return shared
        .map(link -> clients.registration(link.cluster()).issuerUrl().getAuthority())
        .orElse("");
  }

  /** The sign-in for a kubeconfig with tokens, which needs no plugin; else for kubelogin. */
  public String getSignInLink() {
    return link(
        offers(KubeconfigStyle.AUTH_PROVIDER)
            ? KubeconfigStyle.AUTH_PROVIDER
            : KubeconfigStyle.EXEC);
  }

  /** Whether both kinds of kubeconfig are offered. */
  public boolean isChoice() {
    return offers(KubeconfigStyle.AUTH_PROVIDER) && offers(KubeconfigStyle.EXEC);
  }

  /** A restarted sign-in offers only the kind for which it was started. */
  private boolean offers(KubeconfigStyle style) {
    return shared.filter(link -> clients.offers(link.cluster(), style)).isPresent()
        && restarted.map(KubeconfigRequest::style).filter(chosen -> chosen != style).isEmpty();
  }

  public String getPluginLink() {
    return link(KubeconfigStyle.EXEC);
  }

  private String link(KubeconfigStyle style) {
    var direct = installation.baseUrl() + InstallationSettings.KUBECONFIG_PATH;
    return Optional.ofNullable(authorizationUrls.get(style))
        .orElseGet(
            () ->
                direct
                    + (restarted.isPresent()
                        ? "?again=" + encoded(token())
                        : "?share=" + encoded(token()) + "&style=" + style.key()));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private String token() {
    return path.segment(0);
  }
}
