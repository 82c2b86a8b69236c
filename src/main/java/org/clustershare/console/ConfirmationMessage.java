package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/**
 * Confirms on the page that follows what was done on the one before, once. It waits in the person's
 * session, not in the flash: Faces keeps that for all sessions together, under keys that can be
 * guessed.
 */
@Named("done")
@RequestScoped
public class ConfirmationMessage {
  private static final String KEY = "org.clustershare.done";

  private boolean looked;
  private @Nullable Confirmation what;

  /** The page to which a redirect leads now says so. */
  public void next(Confirmation confirmation) {
    Faces.setSessionAttribute(KEY, confirmation);
  }

  /** What this page confirms, however often it is asked; null when there is nothing. */
  public @Nullable Confirmation getWhat() {
    if (!looked) {
      looked = true;
      what = Faces.removeSessionAttribute(KEY);
    }
    return what;
  }
}
