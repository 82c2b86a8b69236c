package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Filter at the redirect URI of all sign-ins, {@code /api/v1/kubeconfig}. It takes the answers to
 * sign-ins in the console; those to shares' sign-ins, and all other requests, pass to the API. So a
 * closed feature gate of shares does not close the console.
 */
public class ConsoleAnswerFilter extends HttpFilter {
  private final transient ConsoleAnswers answers;

  @Inject
  ConsoleAnswerFilter(ConsoleAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (ConsoleAnswers.isOne(request)) {
      answers.complete(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
