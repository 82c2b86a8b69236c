package org.clustershare.identity.session;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A request of a browser and its response, outside of a server. */
final class Exchange {
  final Map<String, String> sent = new HashMap<>();
  final List<Cookie> cookies = new ArrayList<>();
  final Map<String, Object> attributes = new HashMap<>();
  int status = 200;

  private final String method;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String[]> parameters = new HashMap<>();
  private final List<Cookie> carried = new ArrayList<>();
  private @Nullable ServletInputStream body;

  Exchange(String method) {
    this.method = method;
  }

  Exchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Exchange parameter(String name, String value) {
    parameters.put(name, new String[] {value});
    return this;
  }

  Exchange body(String text) {
    return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))::read);
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead") // A few bytes.
  Exchange body(IntSupplier bytes) {
    body =
        new ServletInputStream() {
          @Override
          public int read() {
            return bytes.getAsInt();
          }

          @Override
          public boolean isFinished() {
            return false;
          }

          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("not read asynchronously");
          }
        };
    return this;
  }

  Exchange carrying(String name, String value) {
    carried.add(new Cookie(name, value));
    return this;
  }

  /** With the cookie that an earlier exchange set. */
  Exchange after(Exchange earlier) {
    earlier.cookies.forEach(cookie -> carrying(cookie.getName(), cookie.getValue()));
    return this;
  }

  HttpServletRequest request() {
    return fake(HttpServletRequest.class, this::request);
  }

  HttpServletResponse response() {
    return fake(HttpServletResponse.class, this::response);
  }

  private @Nullable Object request(Object proxy, Method called, Object @Nullable [] with) {
    var name = with == null || with.length == 0 ? "" : String.valueOf(with[0]);
    return switch (called.getName()) {
      case "getMethod" -> method;
      case "getRequestURI", "getServletPath" -> "/console/projects";
      case "getContextPath" -> "";
      case "getCookies" -> carried.toArray(Cookie[]::new);
      case "getContentType" ->
          method.equals("POST") ? "application/x-www-form-urlencoded; charset=utf-8" : null;
      case "getHeaders" ->
          Collections.enumeration(
              headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
      case "getParameterMap" -> throw new AssertionError("the server reads without a limit");
      case "getInputStream" -> body;
      case "getParameter" -> parameters.containsKey(name) ? parameters.get(name)[0] : null;
      case "getAttribute" -> attributes.get(name);
      case "setAttribute" -> attributes.put(name, with == null ? "" : with[1]);
      case "getSession" -> throw new AssertionError("an HttpSession");
      default -> null;
    };
  }

  private @Nullable Object response(Object proxy, Method called, Object @Nullable [] with) {
    if (with != null) {
      switch (called.getName()) {
        case "setStatus", "sendError" -> status = (Integer) with[0];
        case "setHeader", "addHeader" -> sent.put(String.valueOf(with[0]), String.valueOf(with[1]));
        case "addCookie" -> cookies.add((Cookie) with[0]);
        default -> {}
      }
    }
    return null;
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var value = handler.invoke(proxy, method, arguments);
              if (value == null && method.getReturnType() == boolean.class) {
                return false;
              }
              return value == null && method.getReturnType() == int.class
                  ? Integer.valueOf(0)
                  : value;
            }));
  }
}
