package org.clustershare.trust.check;

import java.util.Locale;
import java.util.ResourceBundle;
import org.clustershare.trust.entity.TrustState;

/**
 * Texts about a state: its meaning and its fix.
 *
 * @param title the state in a few words
 * @param meaning the meaning for people with a kubeconfig
 * @param fix how to fix it
 */
public record TrustTexts(String title, String meaning, String fix) {

  /** The texts in English or German. */
  public static TrustTexts of(TrustState state, Locale locale) {
    var texts =
        ResourceBundle.getBundle(
            "org.clustershare.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    var key = "trust." + state.key();
    return new TrustTexts(
        texts.getString(key), texts.getString(key + ".means"), texts.getString(key + ".fix"));
  }
}
