package org.clustershare.identity.session;

import org.clustershare.oidc.signin.ConsoleSignInState;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.engine.savedrequest.SavedRequestHandler;
import org.pac4j.core.exception.http.HttpAction;
import org.pac4j.core.util.HttpActionHelper;
import org.pac4j.jee.context.JEEContext;

/** The page to which a person returns after the sign-in; the state carries it. */
final class RequestedPage implements SavedRequestHandler {
  /** The request attribute with the {@link ConsoleSignInState} that an answer ended. */
  static final String STATE = "org.clustershare.console-state";

  /** Saves nothing: the state carries the page. */
  @Override
  public void save(CallContext context) {}

  @Override
  public HttpAction restore(CallContext context, String defaultUrl) {
    var request = ((JEEContext) context.webContext()).getNativeRequest();
    return HttpActionHelper.buildRedirectUrlAction(
        context.webContext(),
        request.getAttribute(STATE) instanceof ConsoleSignInState state
            ? state.path()
            : defaultUrl);
  }
}
