package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.clustershare.console.MessageCookie.Message;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/**
 * What an action tells the page that follows a redirect, once: its confirmation, or the link of a
 * new share. It waits in {@link MessageCookie}, so any instance can render that page.
 */
@Named("done")
@RequestScoped
public class ConfirmationMessage {
  private static final String LINK = "link-";
  private static final String CONFIRMATION = "confirmation";

  private final MessageCookie cookie;
  private Optional<Message> message = Optional.empty();

  @Inject
  ConfirmationMessage(MessageCookie cookie) {
    this.cookie = cookie;
  }

  /** Stores the confirmation for the page to which a redirect now leads. */
  public void next(Confirmation confirmation) {
    send(new Message(CONFIRMATION, confirmation.name()));
  }

  /** Stores the link of a new share for the page of its cluster. */
  public void nextLink(String clusterId, String link) {
    send(new Message(LINK + clusterId, link));
  }

  private void send(Message sent) {
    cookie.send(Faces.getRequest(), Faces.getResponse(), sent);
  }

  /** Takes the message before a page is rendered. A link waits for its cluster's page. */
  void take(HttpServletRequest request, HttpServletResponse response, String clusterId) {
    message =
        cookie.take(
            request, response, kind -> kind.equals(CONFIRMATION) || kind.equals(LINK + clusterId));
  }

  /** The confirmation for this page; null if there is none. */
  public @Nullable Confirmation getWhat() {
    return message
        .filter(found -> found.kind().equals(CONFIRMATION))
        .flatMap(
            found ->
                Arrays.stream(Confirmation.values())
                    .filter(confirmation -> confirmation.name().equals(found.text()))
                    .findFirst())
        .orElse(null);
  }

  /** The link of the share that the page before created; null if it created none. */
  public @Nullable String link() {
    return message.filter(found -> found.kind().startsWith(LINK)).map(Message::text).orElse(null);
  }
}
