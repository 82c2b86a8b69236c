package org.clustershare.cluster.kubeconfig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.text.InvalidYamlException;
import org.clustershare.platform.text.PlainYaml;
import org.clustershare.platform.text.PlainYaml.Limits;

/**
 * YAML of an uploaded kubeconfig: at most 256 KiB of UTF-8, one document, 20 levels of nesting, 10
 * aliases. No real kubeconfig comes near these limits.
 */
final class KubeconfigYaml {
  private static final int MAX_BYTES = 256 * 1024;
  private static final Limits LIMITS = new Limits(MAX_BYTES, 20, 10);

  private KubeconfigYaml() {}

  static Map<?, ?> read(byte[] file) throws InvalidKubeconfigException {
    if (file.length > MAX_BYTES) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.too-large", MAX_BYTES / 1024));
    }
    var text = text(file);
    if (text.isBlank()) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.empty"));
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.nul"));
    }
    try {
      var documents = PlainYaml.documents(text, LIMITS);
      if (documents.size() > 1) {
        throw new InvalidKubeconfigException(Message.of("kubeconfig.documents"));
      }
      if (documents.size() == 1 && documents.get(0) instanceof Map<?, ?> root) {
        return root;
      }
    } catch (InvalidYamlException e) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.not-safe"));
    }
    throw new InvalidKubeconfigException(Message.of("kubeconfig.not-mapping"));
  }

  private static String text(byte[] file) throws InvalidKubeconfigException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text; // written by a Windows editor
    } catch (CharacterCodingException e) {
      throw new InvalidKubeconfigException(Message.of("kubeconfig.not-utf8"));
    }
  }
}
