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
 * Keeps the request's {@code Host} header out of redirects. A client, or a proxy that forwards what
 * a client sends, chooses that header (RFC 9110, section 7.2). A {@code Location} is therefore a
 * path on this server, an address below the base URL of the settings, or one that the product
 * itself named with {@link #leadTo}. Any other one ends the request with an error.
 */
public class LocationFilter extends HttpFilter {
  private static final String PERMITTED = "org.clustershare.location";
  private static final String LOCATION = "Location";

  @Inject private transient InstallationSettings installation;

  /**
   * Permits this request's answer to lead to another server, such as the provider's.
   *
   * @param address never one that a request brought
   */
  public static void leadTo(HttpServletRequest request, URI address) {
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
      // No value removes the header.
      return value != null && LOCATION.equalsIgnoreCase(name);
    }

    private String checked(String location) {
      if (request.getAttribute(PERMITTED) instanceof URI permitted
          && (location.equals(permitted.toString())
              || location.equals(permitted.toASCIIString()))) {
        return location;
      }
      return own.checked(location, asServed())
          .orElseThrow(() -> new IllegalStateException("a Location that the product did not name"));
    }

    /** This server as the request names it: what Jersey puts before a relative Location. */
    private String asServed() {
      var address = request.getRequestURL().toString();
      return address.substring(0, address.length() - request.getRequestURI().length());
    }
  }

  /** The addresses to which an answer may always lead. */
  static final class OwnAddresses {
    private final String baseUrl;

    OwnAddresses(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    /**
     * What is sent as {@code Location}; empty for an address of another server.
     *
     * @param asServed scheme and authority that the request named, without a slash at the end
     */
    Optional<String> checked(String location, String asServed) {
      if (isPath(location)) {
        return Optional.of(location);
      }
      if (location.equals(baseUrl) || location.startsWith(baseUrl + "/")) {
        return Optional.of(location);
      }
      return location.startsWith(asServed + "/")
          ? Optional.of(location.substring(asServed.length())).filter(OwnAddresses::isPath)
          : Optional.empty();
    }

    /** Browsers take {@code //host} and {@code /\host} for another server. */
    private static boolean isPath(String location) {
      return location.startsWith("/")
          && !location.startsWith("//")
          && location.chars().noneMatch(character -> character == '\\' || character < 0x21);
    }
  }
}
