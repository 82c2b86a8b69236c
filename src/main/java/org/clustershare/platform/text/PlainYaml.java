package org.clustershare.platform.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML 1.1 into mappings, lists, texts, booleans and null, which is all that Cluster Share
 * needs of Kubernetes objects. A number or a date becomes a {@link NonTextScalar} and is never
 * computed: SnakeYAML needs quadratic time for long integers. The key of a mapping must be a
 * scalar: lists with equal hash codes make a map slow.
 */
public final class PlainYaml {
  private static final List<Tag> NOT_TEXT = List.of(Tag.INT, Tag.FLOAT, Tag.TIMESTAMP);
  private static final List<Tag> REFUSED = List.of(Tag.BINARY, Tag.OMAP, Tag.PAIRS, Tag.SET);

  /**
   * Limit for parser events. A scalar is one event, a list or a mapping two; a kubeconfig of 200
   * clusters has about 10,000.
   */
  private static final int MAX_EVENTS = 30_000;

  private PlainYaml() {}

  /**
   * A scalar that is a number or a date in YAML. It is comparable, so that keys with equal hash
   * codes do not make a map slow.
   *
   * @param written the scalar as it stands in the text
   */
  public record NonTextScalar(String written) implements Comparable<NonTextScalar> {
    @Override
    public int compareTo(NonTextScalar other) {
      return written.compareTo(other.written);
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /**
   * Limits of the reader.
   *
   * @param characters the maximum length of the text
   * @param depth the maximum nesting of lists and mappings
   * @param aliases the maximum number of aliases for lists and mappings
   */
  public record Limits(int characters, int depth, int aliases) {}

  /**
   * The first two documents of a text. Callers expect one and report more.
   *
   * @throws InvalidYamlException if the text is not YAML, repeats a key or exceeds the limits
   */
  public static List<Object> documents(String text, Limits limits) throws InvalidYamlException {
    var options = options(limits);
    var constructor = new PlainConstructor(options);
    var documents = new ArrayList<Object>();
    try {
      requireFewEvents(text, options);
      for (var root : new Yaml(options).composeAll(new StringReader(text))) {
        documents.add(constructor.document(root));
        if (documents.size() > 1) {
          break;
        }
      }
    } catch (YAMLException | ClassCastException | IllegalArgumentException e) {
      // Without the cause: the parser's message quotes the text around the error.
      throw new InvalidYamlException();
    }
    return documents;
  }

  /**
   * Limits the work before composing: a list of empty mappings is short as text and slow to
   * compose. The depth is checked here as well, because the scanner walks all open lists for each
   * token before the composer counts them.
   */
  private static void requireFewEvents(String text, LoaderOptions options) {
    int events = 0;
    int depth = 0;
    for (var event : new Yaml(options).parse(new StringReader(text))) {
      events++;
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (events > MAX_EVENTS || depth > options.getNestingDepthLimit()) {
        throw new YAMLException("too many values, or too deeply nested");
      }
    }
  }

  private static LoaderOptions options(Limits limits) {
    var options = new LoaderOptions();
    options.setCodePointLimit(limits.characters());
    options.setMaxAliasesForCollections(limits.aliases());
    options.setNestingDepthLimit(limits.depth());
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static final class PlainConstructor extends SafeConstructor {
    PlainConstructor(LoaderOptions options) {
      super(options);
      setAllowDuplicateKeys(options.isAllowDuplicateKeys());
      NOT_TEXT.forEach(tag -> yamlConstructors.put(tag, new ConstructNotText()));
      REFUSED.forEach(yamlConstructors::remove);
    }

    Object document(Node root) {
      requireScalarKeys(root, Collections.newSetFromMap(new IdentityHashMap<>()));
      return constructDocument(root);
    }

    /** Refuses keys that are not scalars. Recursive; the composer has already limited the depth. */
    private static void requireScalarKeys(Node node, Set<Node> seen) {
      if (!seen.add(node)) {
        return;
      }
      if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(entry -> requireScalarKeys(entry, seen));
      } else if (node instanceof MappingNode mapping) {
        for (var entry : mapping.getValue()) {
          if (!(entry.getKeyNode() instanceof ScalarNode)) {
            throw new YAMLException("a key is not a scalar");
          }
          requireScalarKeys(entry.getValueNode(), seen);
        }
      }
    }

    private static final class ConstructNotText extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        if (node instanceof ScalarNode scalar) {
          return new NonTextScalar(scalar.getValue());
        }
        throw new YAMLException("a number or a date is not a scalar");
      }
    }
  }
}
