package org.clustershare.console;

import jakarta.faces.render.ResponseStateManager;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request of a page for Faces. Whatever view state a client sends, Faces sees none but {@code
 * stateless}: so it never reads, and never deserializes, a state from outside. Only a {@code POST}
 * is a form; in an address, the same fields would run actions past the check of forms.
 */
class StatelessRequest extends HttpServletRequestWrapper {
  /** How Faces calls the state of a stateless view. */
  private static final String STATELESS = "stateless";

  StatelessRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable String getParameter(String name) {
    var values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    var parameters = new LinkedHashMap<>(super.getParameterMap());
    boolean form = getMethod().equals("POST");
    if (parameters.remove(ResponseStateManager.VIEW_STATE_PARAM) != null && form) {
      parameters.put(ResponseStateManager.VIEW_STATE_PARAM, new String[] {STATELESS});
    }
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }
}
