package org.clustershare.cluster.kubeconfig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Makes a mapping of an uploaded file, within limits that no real kubeconfig comes near. */
final class KubeconfigYaml {
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_ALIASES = 10;
  private static final int MAX_DEPTH = 20;

  private KubeconfigYaml() {}

  static Map<?, ?> read(byte[] file) throws InvalidKubeconfigException {
    if (file.length > MAX_BYTES) {
      throw new InvalidKubeconfigException("The kubeconfig is larger than 256 KiB.");
    }
    var text = text(file);
    if (text.isBlank()) {
      throw new InvalidKubeconfigException("The kubeconfig is empty.");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidKubeconfigException("The kubeconfig has a NUL character in it.");
    }
    try {
      var documents = new ArrayList<Object>();
      for (var document : new Yaml(new SafeConstructor(limits())).loadAll(text)) {
        documents.add(document);
        if (documents.size() > 1) {
          throw new InvalidKubeconfigException(
              "The kubeconfig has several YAML documents; give one.");
        }
      }
      if (documents.size() == 1 && documents.get(0) instanceof Map<?, ?> root) {
        return root;
      }
    } catch (YAMLException | ClassCastException | IllegalArgumentException e) {
      // The parser's own message quotes the text around the mistake, which can be a secret.
      throw new InvalidKubeconfigException(
          "The kubeconfig is not YAML that can be read safely: check its indentation, that no key"
              + " stands twice, and that it uses no deep nesting or many aliases.");
    }
    throw new InvalidKubeconfigException("The kubeconfig is not a YAML mapping.");
  }

  private static String text(byte[] file) throws InvalidKubeconfigException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text; // written by a Windows editor
    } catch (CharacterCodingException e) {
      throw new InvalidKubeconfigException("The kubeconfig is not UTF-8 text.");
    }
  }

  private static LoaderOptions limits() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    return options;
  }
}
