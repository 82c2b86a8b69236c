package org.clustershare.trust.check;

import java.util.Locale;
import java.util.ResourceBundle;
import org.clustershare.trust.entity.TrustState;

/**
 * What a state means and what mends it, in words.
 *
 * @param title the state in a few words
 * @param meaning what it means for people with a kubeconfig
 * @param fix what to do
 */
public record TrustTexts(String title, String meaning, String fix) {

  /** In the reader's language: English or German. */
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
