package org.clustershare.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.clustershare.platform.config.InstallationSettings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the request's {@code Host} header out of redirects, because the client controls it (RFC
 * 9110, section 7.2). A {@code Location} must be a path on this server, an address below the base
 * URL of the settings, or an address that {@link #permit} allows. Any other {@code Location} ends
 * the request with an error.
 */
public class LocationFilter extends HttpFilter {
  private static final String PERMITTED = "org.clustershare.location";
  private static final String LOCATION = "Location";

  private final transient InstallationSettings installation;

  @Inject
  LocationFilter(InstallationSettings installation) {
    this.installation = installation;
  }

  /**
   * Allows the response to redirect to another server, such as the provider.
   *
   * @param address a trusted address, never one from the request
   */
  public static void permit(HttpServletRequest request, URI address) {
    request.setAttribute(PERMITTED, address);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new CheckedLocation(request, response, installation.baseUrl()));
  }

  private static final class CheckedLocation extends HttpServletResponseWrapper {
    private final HttpServletRequest request;
    private final OwnAddresses own;

    CheckedLocation(HttpServletRequest request, HttpServletResponse response, String baseUrl) {
      super(response);
      this.request = request;
      this.own = new OwnAddresses(baseUrl);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
      super.sendRedirect(checked(location));
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, isLocation(name, value) ? checked(value) : value);
    }

    @Override
    public void addHeader(String name, String value) {
      super.addHeader(name, isLocation(name, value) ? checked(value) : value);
    }

    private static boolean isLocation(String name, @Nullable String value) {
      // A null value removes the header.
      return value != null && LOCATION.equalsIgnoreCase(name);
    }

    private String checked(String location) {
      if (request.getAttribute(PERMITTED) instanceof URI permitted
          && (location.equals(permitted.toString())
              || location.equals(permitted.toASCIIString()))) {
        return location;
      }
      return own.checked(location, requestBase())
          .orElseThrow(
              () -> new IllegalStateException("a redirect to an address that was not permitted"));
    }

    /**
     * Scheme and authority as the request names them; Jersey prepends them to a relative Location.
     */
    private String requestBase() {
      var address = request.getRequestURL().toString();
      return address.substring(0, address.length() - request.getRequestURI().length());
    }
  }

  /** Addresses of this installation, to which a response may always redirect. */
  static final class OwnAddresses {
    private final String baseUrl;

    OwnAddresses(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    /**
     * The value to send as {@code Location}; empty for an address of another server.
     *
     * @param requestBase scheme and authority from the request, without a trailing slash
     */
    Optional<String> checked(String location, String requestBase) {
      if (isPath(location)) {
        return Optional.of(location);
      }
      if (location.equals(baseUrl) || location.startsWith(baseUrl + "/")) {
        return Optional.of(location);
      }
      return location.startsWith(requestBase + "/")
          ? Optional.of(location.substring(requestBase.length())).filter(OwnAddresses::isPath)
          : Optional.empty();
    }

    /**
     * Whether this is a path on this server. Browsers treat {@code //host} and {@code /\host} as
     * another server.
     */
    private static boolean isPath(String location) {
      return location.startsWith("/")
          && !location.startsWith("//")
          && location.chars().noneMatch(character -> character == '\\' || character < 0x21);
    }
  }
}
