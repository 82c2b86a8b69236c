package org.clustershare.identity.session;

import org.clustershare.oidc.signin.ConsoleSignInState;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.engine.savedrequest.SavedRequestHandler;
import org.pac4j.core.exception.http.HttpAction;
import org.pac4j.core.util.HttpActionHelper;
import org.pac4j.jee.context.JEEContext;

/** The page to which somebody returns after the sign-in. It came back with the state. */
final class RequestedPage implements SavedRequestHandler {
  /** The request attribute with the {@link ConsoleSignInState} that an answer ended. */
  static final String STATE = "org.clustershare.console-state";

  /** Nothing: the state takes it along. */
  @Override
  public void save(CallContext context) {}

  @Override
  public HttpAction restore(CallContext context, String otherwise) {
    var request = ((JEEContext) context.webContext()).getNativeRequest();
    return HttpActionHelper.buildRedirectUrlAction(
        context.webContext(),
        request.getAttribute(STATE) instanceof ConsoleSignInState state ? state.path() : otherwise);
  }
}
