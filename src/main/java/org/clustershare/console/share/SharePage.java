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
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.sharing.SharedCluster;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.api.ShareSignInCookie;
import org.clustershare.sharing.signin.DelegatedSignIn;
import org.clustershare.sharing.signin.DelegatedSignIn.Wanted;
import org.omnifaces.util.Faces;

/**
 * What a link leads to. It shows the cluster's name, and where people sign in; who shares is told
 * after the sign-in. Where that is another issuer than the installation's, links of KKP's form and
 * sign-ins that begin again come here, too: then what is in the address is no share's token, but
 * what they were begun with, which has a dot.
 */
@Named
@RequestScoped
public class SharePage {
  @Inject private Shares shares;
  @Inject private DelegatedSignIn signIn;
  @Inject private ClusterClients clients;
  @Inject private InstallationSettings installation;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private final Map<KubeconfigStyle, String> announced = new EnumMap<>(KubeconfigStyle.class);
  private Optional<SharedCluster> shared = Optional.empty();
  private Optional<Wanted> begun = Optional.empty();

  public void open() {
    shared = problems.orErrorPage(this::find);
    if (shared.filter(signIn::isElsewhere).isPresent()) {
      problems.orErrorPage(this::announce);
    }
  }

  private SharedCluster find() {
    if (!token().contains(".")) {
      return shares.open(token());
    }
    begun = Optional.of(signIn.begun(token()));
    return begun.get().shared();
  }

  /** Gives this browser what takes it on to the issuer that the page names. */
  private String announce() {
    var cookie = Optional.ofNullable(Faces.getRequestCookie(ShareSignInCookie.name(installation)));
    for (var style : KubeconfigStyle.values()) {
      if (offers(style)) {
        var wanted =
            new Wanted(shared.orElseThrow(), style, begun.map(Wanted::direct).orElse(false));
        var beginning = signIn.announced(wanted, cookie);
        announced.put(style, beginning.address().toString());
        cookie = Optional.of(beginning.cookie());
      }
    }
    cookie.ifPresent(
        value -> Faces.getResponse().addCookie(ShareSignInCookie.of(installation, value)));
    return cookie.orElse("");
  }

  public String getClusterName() {
    return shared.map(SharedCluster::clusterName).orElse("");
  }

  /** The API server's host, shown before the sign-in: people's tokens will go there. */
  public String getServerHost() {
    return shared.map(SharedCluster::serverHost).orElse("");
  }

  /** Where people sign in with; shown so that they know what comes. */
  public String getIssuer() {
    return shared
        .map(link -> clients.registration(link.cluster()).issuerUrl().getAuthority())
        .orElse("");
  }

  /** The first way: the tokens in the file where that is allowed, because it needs no plugin. */
  public String getSignInLink() {
    return link(
        offers(KubeconfigStyle.AUTH_PROVIDER)
            ? KubeconfigStyle.AUTH_PROVIDER
            : KubeconfigStyle.EXEC);
  }

  /** Whether there is another way. */
  public boolean isChoice() {
    return offers(KubeconfigStyle.AUTH_PROVIDER) && offers(KubeconfigStyle.EXEC);
  }

  /** What was begun was begun for one kind. */
  private boolean offers(KubeconfigStyle style) {
    return shared.filter(link -> clients.offers(link.cluster(), style)).isPresent()
        && begun.map(Wanted::style).filter(chosen -> chosen != style).isEmpty();
  }

  public String getPluginLink() {
    return link(KubeconfigStyle.EXEC);
  }

  private String link(KubeconfigStyle style) {
    var direct = installation.baseUrl() + InstallationSettings.KUBECONFIG_PATH;
    return Optional.ofNullable(announced.get(style))
        .orElseGet(
            () ->
                direct
                    + (begun.isPresent()
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
